export type { ArtifactLeaf, Assembly, AssemblyOf, Json, ParameterLeaf } from "./assembly.ts";
