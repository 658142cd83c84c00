/**
 * Where the meaning on Argo is known to be another one, as `translate` of `packages/argo` says. None of it shows in what our compiler or
 * KFP's SDK writes.
 */

/** By what our evaluator says, as KFP does, where Argo has a value. */
const values = [
  ["null is an absent value", /^the selected value is null$/],
  ["a list or map that `dyn` hides", /^(a list|an object) that the expression makes/],
  ["conversions convert all", /^(string|int|double|bool) has no meaning for/],
  ["overflow", /does not fit into a 64-bit int$/],
  ["both kinds of numbers", /^\+ has no meaning for double and int$/],
  ["the order of NaN", /^NaN cannot be ordered$/],
  ["an index is cut", /^\[…\] has no meaning for list and double$/],
  ["a letter of a text", /^there is no -?\d+ in the string$/],
  ["macros over text", /^a macro has no meaning for string$/],
  ["`has` of a list", /^has has no meaning for list$/],
];

/** By what expr-lang says, where KFP has a value. */
const errors = [
  ["`has` of no map", /operator "in" not defined on|invalid operation: in \(mismatched types string and/],
  ["keys that are not text", /is not assignable to type string|as type string in map key/],
  ["macros over maps", /call of reflect\.Value\.Index on map Value|takes only array \(got map/],
  ["a sum of two lists", /invalid operation: \[\]interface \{\} \+ \[\]interface \{\}/],
];

/**
 * The name of a difference that is known; `undefined` of any other.
 *
 * @param ours what our evaluator says
 * @param theirs what Argo says
 */
export function knownDifference(question, ours, theirs, ir) {
  const named = (table, text) => table.find(([, pattern]) => pattern.test(text))?.[0];
  if (ours.error !== undefined) return named(values, ours.error);
  if (theirs.error !== undefined) return passesOverError(question, ir) ? "an error that is passed over" : named(errors, theirs.error);
  return typeof question.value === "number" && /e/.test(String(question.value)) ? "the text of a number with an exponent" : undefined;
}

/** Whether a part that decides nothing in CEL is no truth by itself. */
function passesOverError(question, ir) {
  const parsed = ir.parseExpression(question.condition ?? question.selector);
  if (parsed.error !== undefined) return false;
  return operandsIn(parsed.expression).some((operand) => {
    const text = `type(${ir.printExpression(operand)}) == bool`;
    const verdict =
      question.condition === undefined ? ir.evaluateSelector(text, question.value) : ir.evaluateCondition(text, question.inputs);
    return verdict.value !== true;
  });
}

/** Operands of `&&` and `||`, and what `all` and `exists` ask of each element. */
function operandsIn(expression) {
  if (typeof expression !== "object" || expression === null) return [];
  const inner = Object.values(expression).flatMap(operandsIn);
  if (expression.kind === "binary" && (expression.operator === "&&" || expression.operator === "||"))
    return [expression.left, expression.right, ...inner];
  return expression.kind === "call" && (expression.name === "all" || expression.name === "exists")
    ? [...expression.arguments.slice(1), ...inner]
    : inner;
}
