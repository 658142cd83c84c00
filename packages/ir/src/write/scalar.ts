/** What YAML 1.1 or 1.2, PyYAML, go-yaml or sigs.k8s.io/yaml would read as something other than text. */
const ambiguous = new RegExp(
  [
    "y|n|yes|no|on|off|true|false|null|~|=|<<|-",
    "[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)",
    // YAML 1.1's own expression for floats wants no digit before the exponent or the point.
    String.raw`[-+]?([0-9][0-9_]*)?(\.[0-9_]*)?(e[-+]?[0-9_]+)?`,
    String.raw`[-+]?[0-9][0-9_]*(:[0-9_]+)+(\.[0-9_]*)?`,
    String.raw`[-+]?\.(inf|nan)`,
    "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    String.raw`(---|\.\.\.).*`,
  ]
    .map((pattern) => `^(?:${pattern})$`)
    .join("|"),
  "i",
);

/** Text that needs no quotes wherever a block value or key may stand. */
const plain = /^(?!- )[A-Za-z0-9_./(+$^<;-](?:[!-~ ]*[!-9;-~])?$/;
const plainBreaker = /: | #/;
const asciiLine = /^[ -~]*$/;

/** Characters that YAML forbids, takes for line breaks, or that make a line look like another (controls, bidirectional marks, BOM). */
const unsafe = /(?![\t\n])[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/u;
const allUnsafe = new RegExp(unsafe, "gu");

/** A text as a YAML scalar on one line: without quotes if every parser then reads the same text, else in `'` or `"`. */
export function yamlString(text: string): string {
  if (plain.test(text) && !plainBreaker.test(text) && !ambiguous.test(text)) return text;
  if (asciiLine.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replaceAll(allUnsafe, escapeCodePoint);
}

function escapeCodePoint(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Whether a text of several lines can stand as it is in a `|` block. */
export function fitsBlock(text: string): boolean {
  return text.includes("\n") && !/^\s|\n\n$/.test(text) && !unsafe.test(text);
}

/** Replaces what would end or break a comment by an escape. */
export function commentText(text: string): string {
  return text.replaceAll(/[\n\r]/g, (character) => (character === "\n" ? "\\n" : "\\r")).replaceAll(allUnsafe, escapeCodePoint);
}
