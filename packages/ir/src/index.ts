export type { PipelineDocument } from "./document.ts";
export type * from "./generated/executor-io.generated.ts";
export type * from "./generated/pipeline-spec.generated.ts";
export type * from "./generated/platform-spec.generated.ts";
