import { component, pipeline } from "@typeline/dsl";

const echo = component(async ({ message }: { message: string }) => message);

export const pipelineWithK8sOnlyMethods = pipeline(
  ({ message = "hello" }: { message?: string }) =>
    echo({ message }, { cpu: "1000m", memory: "256Mi", gpu: { count: 1, type: "nvidia.com/gpu" } }),
  { name: "pipeline-with-k8s-only-methods" },
);
