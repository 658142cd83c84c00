import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";

let file = "";
let map: SourceMap | null | undefined;

/**
 * Stacks show TypeScript from now on: positions in the bundle are looked up in its source map, which is read when an error first asks.
 * Node can do that itself, but then it reads the map each time the bundle is loaded.
 */
export function mapStacks(bundle: string): void {
  if (bundle !== file) map = undefined;
  file = bundle;
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${mapped(frame.toString(), frame)}`)].join("\n");
}

function mapped(text: string, frame: NodeJS.CallSite): string {
  const name = frame.getFileName();
  if (!name?.includes(file)) return text;
  const [line, column] = [frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1];
  map ??= readMap();
  const entry = map?.findEntry(line - 1, column - 1);
  if (!entry || !("originalSource" in entry) || entry.originalSource === undefined) return text;
  const place = `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  const at = text.indexOf(name);
  return `${text.slice(0, at).replace(/file:\/\/$/, "")}${place}${text.endsWith(")") ? ")" : ""}`;
}

function readMap(): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  } catch {
    return null;
  }
}
