import { container, pipeline } from "@typeline/dsl";

const verifyGpuScheduled = container(() => ({ image: "python:3.11", command: ["sh", "-c"], args: ['echo "GPU scheduling check: PASS"'] }), {
  gpu: 1,
  tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
  cache: false,
});

/** Verifies a task requesting nvidia.com/gpu with a matching toleration can schedule and complete (no CUDA/torch assertions). */
export const nvidiaGpuSchedulingCheck = pipeline(() => {
  verifyGpuScheduled();
});
