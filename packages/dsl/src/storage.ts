import type { Artifact } from "./artifact.ts";
import type { Storage } from "./content.ts";

/** Registered, so that two copies of this package in one process, an author's and the runtime's, know each other's artifacts. */
const key: unique symbol = /* @__PURE__ */ Symbol.for("typeline.artifact") as never;

/** Gives a new artifact its place, out of sight of its users: not enumerable, and no part of the type. */
export function attachStorage(artifact: object, schemaTitle: string): void {
  const storage: Storage = { schemaTitle, name: "", uri: undefined, path: undefined, pending: { kind: "empty" } };
  Object.defineProperty(artifact, key, { value: storage });
}

/** Where an artifact's content is. */
export function storageOf(artifact: Artifact): Storage {
  return (artifact as unknown as { [key]: Storage })[key];
}

/** Whether a value is an artifact, of this copy of the package or another. */
export function isArtifact(value: unknown): value is Artifact {
  return typeof value === "object" && value !== null && key in value;
}
