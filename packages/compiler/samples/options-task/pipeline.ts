// All options of a task: of the component, and over them those of the call; maps are merged key by key.
import { component, pipeline } from "@typeline/dsl";

const train = component(async (_inputs: {}, { env }) => `${env.LEVEL} ${env.TOKEN} ${env.POD}`, {
  image: "node:22-slim",
  packages: ["sharp@0.34.4"],
  cpu: 2,
  memory: "2Gi",
  gpu: 1,
  requests: { cpu: "500m", memory: "512Mi" },
  env: { LEVEL: "info", COUNT: 3, TOKEN: { secret: "warehouse", key: "token" }, POD: { field: "metadata.name" } },
  retries: 2,
  timeout: "10m",
  labels: { team: "data" },
  annotations: { note: "first" },
  nodeSelector: { disk: "ssd" },
});

export const optionsTask = pipeline(() => {
  train();
  train(
    {},
    {
      cpu: 0.5,
      gpu: { count: 2, type: "amd.com/gpu" },
      env: { LEVEL: "debug", REGION: { configMap: "site", key: "region", optional: true } },
      retries: { max: 5, backoff: "30s", factor: 1.5, maxBackoff: "10m" },
      timeout: "1.5h",
      cache: false,
      displayName: "Train again",
      volumes: {
        "/data": { claim: "rows", subPath: "2026" },
        "/keys": { secret: "keys", optional: true },
        "/conf": { configMap: "conf" },
        "/tmp/scratch": { emptyDir: { size: "1Gi", medium: "Memory" } },
        "/big": { ephemeral: { size: "10Gi", storageClass: "fast" } },
      },
      nodeSelector: { zone: "a" },
      tolerations: [{ key: "gpu", operator: "Exists", effect: "NoSchedule", seconds: 60 }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: "disk", operator: "In", values: ["ssd"] }] }],
          },
        },
      },
      labels: { tier: "1" },
      annotations: { more: "second" },
      imagePullPolicy: "Always",
      imagePullSecrets: ["registry"],
      securityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true },
    },
  );
});
