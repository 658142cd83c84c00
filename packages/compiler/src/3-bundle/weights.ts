import type { Weight } from "./bundle.ts";
import type { Origin } from "./origins.ts";

/** Sums what esbuild says that each input brings into an output, by package or own file; heaviest first. */
export function weigh(inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>, originOf: (input: string) => Origin): Weight[] {
  const bytes = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    const origin = originOf(input);
    if (origin.kind === "made") continue;
    const name = origin.kind === "own" ? origin.path : origin.name;
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}
