/** What of a line is printed as one unit: a grapheme, with its place in the text and its width on a terminal. */
export interface Cell {
  readonly text: string;
  /** UTF-16 offsets in the line, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Terminal columns: 0, 1 or 2; more for a tab. */
  readonly width: number;
}

const tabWidth = 2;
/** Made when it is first needed: reading its tables takes 10 ms. */
let graphemes: Intl.Segmenter | undefined;
const plainAscii = /^[\x20-\x7e]*$/;
/** Control characters could move the cursor; the bidirectional ones could show another program than the one that is compiled. */
const unprintable = /[\p{Cc}\p{Bidi_Control}]/u;
const invisible = /^[\p{Mark}\u200B-\u200D\uFEFF]+$/u;
const emoji = /\p{Emoji_Presentation}|\uFE0F/u;
/** The blocks that Unicode's East Asian Width calls wide or full-width. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** Takes a line apart. Tabs become spaces; what a terminal would obey becomes `�`. */
export function cells(line: string): Cell[] {
  if (plainAscii.test(line)) return Array.from(line, (text, start) => ({ text, start, end: start + 1, width: 1 }));
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(graphemes.segment(line), ({ segment, index }) => {
    const place = { start: index, end: index + segment.length };
    if (segment === "\t") return { text: " ".repeat(tabWidth), ...place, width: tabWidth };
    if (unprintable.test(segment)) return { text: "�", ...place, width: 1 };
    return { text: segment, ...place, width: graphemeWidth(segment) };
  });
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return emoji.test(grapheme) || wide.test(grapheme) ? 2 : 1;
}

/** A text of ours or the user's made safe for a terminal: line ends stay, other control characters become `�`. */
export function printable(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\t", " ".repeat(tabWidth))
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => (character === "\n" ? "\n" : "�"));
}
