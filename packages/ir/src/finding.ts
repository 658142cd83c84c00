import type { Message } from "@typeline/diagnostics";

/** The way to a value in a `PipelineDocument`: `["spec", "root", "dag", "tasks", "train"]`. */
export type Path = readonly (string | number)[];

/** Something that is wrong with a document, at a place in it rather than in a file. */
export interface Finding {
  readonly message: Message;
  readonly path: Path;
  /** Whether the last key of the path is meant, or what it holds. */
  readonly at: "key" | "value";
}

/** Where the checks put what they find. */
export type ReportFinding = (finding: Finding) => void;

/** An object's own value, so that `constructor` and `__proto__` are names like any other. */
export function own<T>(map: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
