// All options of a pipeline. Its defaults are weaker than a component's options, and reach nested pipelines.
import { component, pipeline } from "@typeline/dsl";

const plain = component(async () => 1);
const own = component(async () => 2, { memory: "1Gi" });
const inner = pipeline(() => plain(), { defaults: { cpu: 1 } });

export const optionsPipeline = pipeline(
  ({ day }: { day: string }) => {
    plain();
    own({}, { env: { B: "call" } });
    inner({}, { retries: 3, cache: false });
  },
  {
    name: "all-options",
    displayName: "All options",
    description: "Shows every option of a pipeline.",
    root: "s3://bucket/runs",
    labels: { team: "data" },
    schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin", inputs: { day: "today" }, catchup: false, maxConcurrent: 1 },
    timeout: "6h",
    ttl: { succeeded: "1d", failed: "7d" },
    workspace: { size: "10Gi", storageClass: "fast" },
    parallelism: 4,
    serviceAccount: "pipelines",
    defaults: { memory: "512Mi", retries: 1, env: { A: "default", B: "default" } },
  },
);
