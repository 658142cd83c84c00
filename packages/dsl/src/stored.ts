import { Artifact, type Metadata } from "./artifact.ts";
import { publish } from "./content.ts";
import { storageOf } from "./storage.ts";

/** An artifact as an engine describes it. */
export interface Stored {
  readonly name: string;
  readonly uri: string;
  /** Where it is mounted here; undefined if it isn't. */
  readonly path: string | undefined;
  readonly metadata: Metadata;
  /** `system.Dataset` and so on. */
  readonly schemaTitle: string;
}

/**
 * The value that a component is given for a stored artifact. Of no class of its own, so that a bundle holds only those that its component
 * makes; `instanceof` goes by the schema title.
 */
export function openArtifact({ metadata, ...stored }: Stored): Artifact {
  const opened = new Artifact(metadata);
  Object.assign(storageOf(opened), stored);
  return opened;
}

/**
 * Writes an artifact that was made here to an output's place. One that is stored already, since it came in, was made by `fromUri` or has
 * been published before, stays where it is.
 *
 * @returns where it is stored, which is `target.uri` only for what was written
 */
export async function publishArtifact(
  artifact: Artifact,
  target: { readonly name: string; readonly uri: string; readonly path: string },
): Promise<{ readonly uri: string; readonly metadata: Metadata }> {
  await publish(storageOf(artifact), target);
  return { uri: artifact.uri, metadata: artifact.metadata };
}
