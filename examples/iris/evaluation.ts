import { type Iris, SPECIES, type Species } from "./iris.ts";

/** The share of rows whose species was named rightly, from 0 to 1. */
export function accuracyOf(rows: readonly Iris[], predicted: readonly Species[]): number {
  if (rows.length === 0) throw new Error("there are no rows to measure accuracy on");
  return rows.filter((row, index) => row.species === predicted[index]).length / rows.length;
}

/** How often each species (a row) was taken for each species (a column), in the order of {@link SPECIES}. */
export function confusionMatrix(rows: readonly Iris[], predicted: readonly Species[]): number[][] {
  return SPECIES.map((actual) =>
    SPECIES.map((named) => rows.filter((row, index) => row.species === actual && predicted[index] === named).length),
  );
}

/** `0.9556` as `95.6 %`. Components call it; the pipeline does too, and there the compiler inlines it. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
