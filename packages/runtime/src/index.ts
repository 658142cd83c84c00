export type { ArtifactLeaf, Assembly, AssemblyOf, Json, ParameterLeaf } from "./assembly.ts";
export type { ArtifactInput, RuntimeInterface } from "./interface.ts";
