const memory = "8Gi";

export default {
  image: "node:22-slim",
  defaultEnvironment: "dev",
  environments: {
    dev: { buildEnv: { REGION: "local" } },
    prod: {
      root: "s3://prod/runs",
      registry: "registry.example.com",
      buildEnv: { REGION: "eu", BUCKET: "prod" },
      defaults: { memory: "128Mi", retries: 5 },
      components: { load: { memory, labels: { tier: "prod" } } },
    },
  },
};
