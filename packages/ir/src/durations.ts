const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Seconds of `"90s"`, `"10m"`, `"1.5h"`, `"7d"`, `"2w"`; `undefined` where the text is none of these or is negative. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,2}))?([smhdw])$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(`${match[1]}e${match[2] ?? 0}`) * secondsPerUnit[match[3]!]!;
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** A `google.protobuf.Duration` as protojson writes it: `5400` → `5400s`, `0.25` → `0.25s`; nanoseconds at most. */
export function formatDuration(seconds: number): string {
  const [whole, fraction = ""] = seconds.toFixed(9).split(".");
  const digits = fraction.replace(/0+$/, "");
  return digits === "" ? `${whole}s` : `${whole}.${digits}s`;
}
