export default { defaultEnvironment: "dev", environments: { dev: { buildEnv: { REGION: "local" }, defaults: { cpu: "250m" } } } };
