/**
 * Whether a task of a compiled pipeline runs: the conditions of the groups that it lies in, each with the inputs that arrive there.
 *
 * @typedef {import("@typeline/ir").JsonValue} JsonValue
 * @typedef {import("@typeline/ir").PipelineSpec} PipelineSpec
 * @typedef {import("@typeline/ir").ComponentSpec} ComponentSpec
 * @typedef {import("@typeline/ir").PipelineTaskSpec} PipelineTaskSpec
 * @typedef {Readonly<Record<string, JsonValue>>} Parameters
 * @typedef {{ value: boolean, error?: undefined } | { error: string }} Verdict
 *
 * @typedef {object} Evaluator
 * @property {(text: string, inputs: { parameters: Parameters }) => Verdict} condition
 * @property {(text: string, value: JsonValue) => { value: JsonValue, error?: undefined } | { error: string }} selector
 */

/**
 * @param {PipelineSpec} spec
 * @param {string} component of the task that is asked for
 * @param {Parameters} parameters the pipeline's inputs
 * @param {Evaluator} evaluator
 * @returns {Verdict}
 */
export function runs(spec, component, parameters, evaluator) {
  return runsIn(spec.root, parameters);

  /** @param {ComponentSpec} group @param {Parameters} given @returns {Verdict} */
  function runsIn(group, given) {
    const inputs = withDefaults(group, given);
    for (const task of Object.values(group.dag?.tasks ?? {})) {
      const verdict = runsAs(task, inputs);
      if (verdict.error !== undefined || verdict.value) return verdict;
    }
    return { value: false };
  }

  /** @param {PipelineTaskSpec} task @param {Parameters} given @returns {Verdict} */
  function runsAs(task, given) {
    const name = task.componentRef?.name ?? "";
    const inputs = inputsOf(task, given);
    if (inputs.error !== undefined) return inputs;
    const condition = task.triggerPolicy?.condition;
    const verdict = condition === undefined ? { value: true } : evaluator.condition(condition, inputs);
    if (verdict.error !== undefined || !verdict.value) return verdict;
    const group = spec.components?.[name];
    return group?.dag === undefined ? { value: name === component } : runsIn(group, inputs.parameters);
  }

  /** @param {ComponentSpec} group @param {Parameters} given @returns {Parameters} */
  function withDefaults({ inputDefinitions }, given) {
    const defaults = Object.entries(inputDefinitions?.parameters ?? {}).filter(
      ([name, input]) => !Object.hasOwn(given, name) && input.defaultValue !== undefined,
    );
    return { ...Object.fromEntries(defaults.map(([name, { defaultValue }]) => [name, /** @type {JsonValue} */ (defaultValue)])), ...given };
  }

  /**
   * What arrives at a task: an input that was not given stays absent.
   *
   * @param {PipelineTaskSpec} task @param {Parameters} given
   * @returns {{ parameters: Parameters, error?: undefined } | { error: string }}
   */
  function inputsOf(task, given) {
    /** @type {Record<string, JsonValue>} */
    const parameters = {};
    for (const [name, source] of Object.entries(task.inputs?.parameters ?? {})) {
      const value = source.runtimeValue === undefined ? given[source.componentInputParameter ?? ""] : source.runtimeValue.constant;
      if (value === undefined) continue;
      const selected =
        source.parameterExpressionSelector === undefined ? { value } : evaluator.selector(source.parameterExpressionSelector, value);
      if (selected.error !== undefined) return selected;
      Object.defineProperty(parameters, name, { value: selected.value, enumerable: true });
    }
    return { parameters };
  }
}
