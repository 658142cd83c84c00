import type { PipelineSpec } from "./generated/pipeline-spec.generated.ts";
import type { PlatformSpec } from "./generated/platform-spec.generated.ts";

/** A pipeline as KFP stores it: the spec, and what single platforms need besides. */
export interface PipelineDocument {
  spec: PipelineSpec;
  platforms?: PlatformSpec;
}
