/** Puts `***` in place of secrets. */
export type Mask = (text: string) => string;

/** A mask of these values; the lines of one that has several are masked each. Empty values are none. */
export function maskOf(secrets: Iterable<string>): Mask {
  const parts = new Set([...secrets].flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((part) => part.trim() !== ""));
  if (parts.size === 0) return (text) => text;
  // The longest first: one may be a part of another.
  const texts = [...parts].sort((a, b) => b.length - a.length).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(texts.join("|"), "g");
  return (text) => text.replace(pattern, "***");
}
