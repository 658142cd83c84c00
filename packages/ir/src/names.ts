/** What KFP's SDK accepts as `pipelineInfo.name`. */
export const pipelineNamePattern = /^[a-z0-9][a-z0-9-]{0,127}$/;

/** Whether KFP takes the text as a pipeline's name: 1 to 128 lower-case letters, digits and `-`, the first not a `-`. */
export function isPipelineName(name: string): boolean {
  return pipelineNamePattern.test(name);
}

/** KFP's `maybe_rename_for_k8s`: lower case, every run of anything but letters of a–z and digits becomes one `-`, none at the ends. */
export function sanitizeName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^0-9a-z]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/**
 * An identifier in the form that KFP names things by: `trainModel` → `train-model`, `HTMLReport2` → `html-report2`.
 *
 * @param fallback What to use where nothing of the name is left (`日本`); it is not changed.
 */
export function kebab(name: string, fallback = "unnamed"): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2");
  return sanitizeName(words) || fallback;
}

/** The first of `base`, `base-2`, `base-3`, … that is not taken (KFP's `make_name_unique_by_adding_index`). */
export function uniqueName(base: string, taken: { has(name: string): boolean }): string {
  if (!taken.has(base)) return base;
  let index = 2;
  while (taken.has(`${base}-${index}`)) index += 1;
  return `${base}-${index}`;
}

/**
 * Gives out names by the rule of {@link uniqueName}, remembers each, and stays fast for thousands of the same base.
 *
 * @param taken Names that must not be given out.
 */
export function createNamer(taken: Iterable<string> = []): (base: string) => string {
  const used = new Set(taken);
  const next = new Map<string, number>();
  return (base) => {
    let index = next.get(base) ?? 1;
    let name = index === 1 ? base : `${base}-${index}`;
    while (used.has(name)) {
      index += 1;
      name = `${base}-${index}`;
    }
    next.set(base, index + 1);
    used.add(name);
    return name;
  };
}
