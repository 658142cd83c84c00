/** Puts `***` in place of secrets. */
export interface Mask {
  (text: string): string;
  /** Characters of the longest text that it hides. */
  readonly longest: number;
}

/** A line of a secret that has several is hidden alone from this length on: there are braces and the like that tell nothing. */
const TELLING = 4;

/**
 * A mask of these values, also as JSON and URLs have them; the lines of one that has several are masked each, since a log has lines.
 * Empty values are none.
 */
export function maskOf(secrets: Iterable<string>): Mask {
  const parts = new Set([...secrets].flatMap(partsOf).flatMap(formsOf));
  // The longest first: one may be a part of another.
  const sorted = [...parts].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(sorted.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "g");
  const mask = sorted.length === 0 ? (text: string) => text : (text: string) => text.replace(pattern, "***");
  return Object.assign(mask, { longest: sorted[0]?.length ?? 0 });
}

function partsOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  const whole = secret.trim() === "" ? [] : [secret, secret.trim()];
  return lines.length === 1 ? whole : [...whole, ...lines.filter((line) => line.length >= TELLING)];
}

function formsOf(text: string): string[] {
  return [text, JSON.stringify(text).slice(1, -1), encodedURI(text)];
}

/** Half of a surrogate pair has no form in a URL. */
function encodedURI(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"));
}
