import type { PipelineConfig } from "@typeline/ir";

/** What a pipeline's settings mean for a run on this machine. */
export interface RunSettings {
  /** Seconds that the run may take; missing where it may take any. */
  readonly timeout?: number;
  /** Whether its tasks share a folder. */
  readonly workspace: boolean;
  /** Each in a short phrase, as in {@link LocalSettings}. */
  readonly ignored: readonly string[];
}

/** @param config of `platforms.kubernetes` */
export function runSettings(config: PipelineConfig = {}): RunSettings {
  const { activeDeadlineSeconds = 0, workspace, resourceTtlOnCompletion, resourceTtlOnSuccess, resourceTtlOnFailure } = config;
  const ignored = [
    ...(resourceTtlOnCompletion || resourceTtlOnSuccess || resourceTtlOnFailure ? ["deletion of ended runs"] : []),
    ...(workspace?.size || workspace?.kubernetes ? [VOLUME_DETAILS] : []),
  ];
  return { ...(activeDeadlineSeconds > 0 && { timeout: activeDeadlineSeconds }), workspace: workspace !== undefined, ignored };
}

/** What of a volume has no meaning for a folder. */
export const VOLUME_DETAILS = "sizes and storage classes of volumes";
