export type * from "./executor-io.generated.ts";
export type * from "./pipeline-spec.generated.ts";
export type * from "./platform-spec.generated.ts";
