import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate / 2);

export const taskOptions = pipeline(
  ({ rate = 0.1 }: { rate?: number }) => {
    const first = fit(
      { rate },
      {
        displayName: "The first fit",
        cache: { key: "first" },
        retries: { max: 4, backoff: "30s", factor: 1.5, maxBackoff: "10m" },
        cpu: 2,
        memory: "4Gi",
        requests: { cpu: "500m", memory: "1Gi" },
      },
    );
    fit({ rate: first }, { cache: false, gpu: { count: 2, type: "nvidia.com/gpu" }, env: { LEVEL: "debug" } });
  },
  { displayName: "Task options", description: "Every option of a task that plain IR carries." },
);
