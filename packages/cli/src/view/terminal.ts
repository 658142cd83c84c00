import type { Output } from "../host.ts";

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
/** Terminals that know these show a frame at once; others ignore them. */
const [BEGIN, END] = ["\u001b[?2026h", "\u001b[?2026l"];

/** Lines at the end of a terminal that are drawn over and over. */
export interface LiveRegion {
  /** Draws the lines in the place of the last ones: one write, no clearing in between. */
  draw(lines: readonly string[]): void;
  /** Leaves what is drawn, and gives the cursor back. More than once does no harm. */
  close(): void;
}

export function liveRegion(output: Output): LiveRegion {
  let drawn: readonly string[] = [];
  let open = false;
  return {
    draw(lines) {
      const up = drawn.length > 0 ? `\u001b[${drawn.length}A` : "";
      const text = lines.map((line) => `${line}\u001b[K\n`).join("");
      output.write(`${BEGIN}${open ? "" : HIDE_CURSOR}${up}\r${text}\u001b[J${END}`);
      drawn = lines;
      open = true;
    },
    close() {
      if (open) output.write(SHOW_CURSOR);
      open = false;
      drawn = [];
    },
  };
}
