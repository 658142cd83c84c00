/** A stretch of a source file. Lines and columns count from 1; the end is exclusive. */
export interface Location {
  /** Absolute path. The printed forms make it relative to the working folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = "error" | "warning" | "note";

/** Another place that explains a diagnostic. */
export interface Related {
  readonly location: Location;
  readonly message: string;
}

/** One replacement of text. */
export interface Edit {
  readonly location: Location;
  readonly text: string;
}

/** A mechanical repair: `typeline check --fix` applies it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What the catalogue gives: the words, without a place. */
export interface Message {
  /** `TL2104`; TypeScript's own are `TS2322`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string | undefined;
}

/** A message at its place. Diagnostics are values that are collected, never thrown. */
export interface Diagnostic extends Message {
  readonly location?: Location | undefined;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

/** Puts a message at a place. */
export function diagnose(
  message: Message,
  location?: Location,
  more: { related?: readonly Related[]; fixes?: readonly Fix[] } = {},
): Diagnostic {
  return { ...message, location, related: more.related ?? [], fixes: more.fixes ?? [] };
}

/** Where the rooms of the compiler put what they find. */
export type Report = (diagnostic: Diagnostic) => void;
