export type { ArtifactLeaf, Assembly, AssemblyOf, Json, ParameterLeaf } from "./assembly.ts";
export { PROGRESS } from "./context.ts";
export { type Evaluate, evaluate, type Leaves } from "./evaluate.ts";
export { ARGUMENTS } from "./inputs.ts";
export type { ArtifactInput, RuntimeInterface } from "./interface.ts";
export { main } from "./main.ts";
export { pureCalls, pureMethods, type Receiver } from "./pure.ts";
export { start } from "./start.ts";
export type { Definition } from "./task.ts";
