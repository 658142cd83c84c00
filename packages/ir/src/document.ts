import type { PipelineSpec, PlatformSpec } from "./generated/index.ts";

/** A pipeline as KFP stores it: the spec, and what single platforms need besides. */
export interface PipelineDocument {
  spec: PipelineSpec;
  platforms?: PlatformSpec;
}
