import type { JsonValue, RuntimeArtifact } from "@typeline/ir";

/** What a task is given, or gives: an absent name is an absent value; a single artifact is a list of one. */
export interface Values {
  readonly parameters: ReadonlyMap<string, JsonValue>;
  readonly artifacts: ReadonlyMap<string, readonly RuntimeArtifact[]>;
}

export const NOTHING: Values = { parameters: new Map(), artifacts: new Map() };
