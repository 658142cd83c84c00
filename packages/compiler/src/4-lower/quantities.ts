import { formatDuration, parseDuration } from "@typeline/ir";

/** Seconds of a duration that analysis has checked. */
export function seconds(text: string): number {
  return parseDuration(text) ?? 0;
}

/** `"1.5h"` → `"5400s"`. */
export function duration(text: string): string {
  return formatDuration(seconds(text));
}
