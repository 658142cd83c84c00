/**
 * For the packages that run components, not for authors: how an artifact that the engine stores becomes a value, and back. No
 * promise of stability between versions.
 */
export type { Arguments } from "./calls.ts";
export { type Declaration, declarationOf } from "./declared.ts";
export { checkJson } from "./json.ts";
export { propertyPath } from "./property-path.ts";
export { isArtifact } from "./storage.ts";
export { openArtifact, publishArtifact, type Stored } from "./stored.ts";
export { temporaryPath } from "./temporary.ts";
