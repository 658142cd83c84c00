import { component, Dataset } from "@typeline/dsl";

const make = component(async ({ rows }: { rows: number }) => Dataset.text("a".repeat(rows)));

/** Two values, one of them a task's. */
export function load(rows: number, { scale = 2 } = {}) {
  const data = make({ rows: rows * scale });
  return { data, rows };
}

export const fitAll = <T, R>(fits: readonly T[], each: (fit: T, index: number) => R): R[] => fits.map((fit, index) => each(fit, index));

export const suffix = (text: string, ...parts: string[]) => {
  if (parts.length === 0) return text;
  return `${text}-${parts.join("-")}`;
};
