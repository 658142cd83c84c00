import fc from "fast-check";

/** How many programs are compared, and where the random numbers start: the same in every run, unless one hunts with others. */
export const runs = (usual: number): number => Number(process.env["TYPELINE_MEANING_RUNS"] ?? usual);
export const SEED = Number(process.env["TYPELINE_MEANING_SEED"] ?? 1);

/** Lists of choices, from which generators make programs. */
export function tapes(count: number, minLength: number, maxLength: number): number[][] {
  return fc.sample(fc.array(fc.nat({ max: 0xffff }), { minLength, maxLength, size: "max" }), { seed: SEED, numRuns: count });
}
