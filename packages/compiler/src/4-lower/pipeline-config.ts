import type { PipelineConfig } from "@typeline/ir";
import type { PipelineSettings } from "../2-analyze/pipelines.ts";
import { seconds } from "./quantities.ts";

/** What KFP reads of the whole run: the workspace, how long it is kept, its time limit. */
export function pipelineConfig({ workspace, ttl, timeout }: PipelineSettings): PipelineConfig | undefined {
  const kept = typeof ttl === "string" ? { both: ttl } : ((ttl ?? {}) as { succeeded?: string; failed?: string });
  const whole = (text: string) => Math.ceil(seconds(text));
  const config: PipelineConfig = {
    ...(workspace && {
      workspace: {
        size: workspace.size,
        ...(workspace.storageClass !== undefined && {
          kubernetes: { pvcSpecPatch: { accessModes: ["ReadWriteOnce"], storageClassName: workspace.storageClass } },
        }),
      },
    }),
    ...("both" in kept && { resourceTtlOnCompletion: whole(kept.both) }),
    ...("succeeded" in kept && kept.succeeded !== undefined && { resourceTtlOnSuccess: whole(kept.succeeded) }),
    ...("failed" in kept && kept.failed !== undefined && { resourceTtlOnFailure: whole(kept.failed) }),
    ...(timeout !== undefined && { activeDeadlineSeconds: whole(timeout) }),
  };
  return Object.keys(config).length > 0 ? config : undefined;
}
