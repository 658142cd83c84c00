export { type ArgoResult, lowerToArgo } from "./lower.ts";
export type { Manifest } from "./manifest.ts";
export type { ArgoOptions } from "./options.ts";
export { writeManifests, writeManifestsJson } from "./write.ts";
