import { declaration, names } from "./inputs.mjs";

/** The component whose task stands in every `if`. */
export const marked = "comp-mark";

/**
 * A file with a pipeline for each condition: `c0`, `c1`, …
 *
 * @param {readonly { name: string, condition: string }[]} conditions
 */
export function sourceOf(conditions) {
  const pipelines = conditions.map(
    ({ name, condition }) => `export const ${name} = pipeline(({ ${names.join(", ")} }: Inputs) => { if (${condition}) mark(); });`,
  );
  return [
    'import { component, pipeline, type Int } from "@typeline/dsl";',
    declaration,
    "const mark = component(async () => {});",
    ...pipelines,
    "",
  ].join("\n");
}

/**
 * What plain JavaScript makes of a condition, for inputs.
 *
 * @param {string} condition
 * @returns {(inputs: import("./inputs.mjs").Inputs) => boolean}
 */
export function inJavaScript(condition) {
  const test = new Function(...names, `return Boolean(${condition});`);
  return (inputs) => test(...names.map((name) => inputs[name]));
}
