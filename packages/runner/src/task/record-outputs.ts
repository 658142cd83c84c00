import { pathToFileURL } from "node:url";
import type { RuntimeArtifact } from "@typeline/ir";
import type { ArtifactRecord, OutputsRecord } from "../record.ts";
import { isNone } from "../store/artifacts.ts";
import type { Values } from "../values.ts";

export const NO_OUTPUTS: OutputsRecord = { parameters: {}, artifacts: {} };

/** Outputs as a record shows them. @param isList whether an output is a list of artifacts */
export function outputsRecord({ parameters, artifacts }: Values, isList: (name: string) => boolean): OutputsRecord {
  return {
    parameters: Object.fromEntries(parameters),
    artifacts: Object.fromEntries(
      [...artifacts].map(([name, list]) => [name, isList(name) || list.length !== 1 ? list.map(artifactRecord) : artifactRecord(list[0]!)]),
    ),
  };
}

function artifactRecord({ type, uri = "", metadata = {}, customPath }: RuntimeArtifact): ArtifactRecord {
  const path = customPath ?? (uri.startsWith("/") && !isNone(uri) ? uri : undefined);
  return {
    schemaTitle: type?.schemaTitle ?? "system.Artifact",
    uri: uri.startsWith("/") ? pathToFileURL(uri).href : uri,
    ...(path !== undefined && { path }),
    metadata,
  };
}
