import { decode, encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";

/** A source map of version 3, as esbuild writes it. */
export interface RawSourceMap {
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * Keeps of a source map what points into the author's own files, without their text.
 *
 * @param rename a source's path as it shall be read in a stack trace; `undefined` for what is not the author's
 */
export function reduceSourceMap(map: RawSourceMap, rename: (source: string) => string | undefined): string {
  const renamed = map.sources.map(rename);
  const sources: string[] = [];
  const names: string[] = [];
  const indexIn = (list: string[], text: string): number => {
    const index = list.indexOf(text);
    return index >= 0 ? index : list.push(text) - 1;
  };
  const lines = decode(map.mappings).map((line) => {
    const kept: SourceMapSegment[] = [];
    for (const segment of line) {
      const path = segment.length === 1 ? undefined : renamed[segment[1]];
      if (segment.length !== 1 && path !== undefined) {
        const place = [segment[0], indexIn(sources, path), segment[2], segment[3]] as const;
        kept.push(segment.length === 5 ? [...place, indexIn(names, map.names[segment[4]]!)] : [...place]);
      } else if (kept.length > 0 && kept.at(-1)!.length !== 1) {
        kept.push([segment[0]]); // Ends the stretch before it: what follows is nobody's.
      }
    }
    return kept;
  });
  return JSON.stringify({ version: 3, sources, names, mappings: encode(lines) });
}
