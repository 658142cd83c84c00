import fc from "fast-check";

/**
 * Expressions that nobody would write: the whole grammar, over the inputs of `texts.mjs`. The same in every run, unless one hunts with
 * another seed.
 *
 * @typedef {import("@typeline/ir").Expression} Expression
 */

/** @param {"null" | "bool" | "int" | "uint" | "double" | "string" | "bytes"} type @param {unknown} value @returns {Expression} */
const literal = (type, value) => /** @type {Expression} */ ({ kind: "literal", type, value });
/** @param {string} name @returns {Expression} */
const identifier = (name) => ({ kind: "identifier", name });

const literals = fc.oneof(
  fc.constantFrom(0n, 1n, -1n, 3n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n).map((value) => literal("int", value)),
  fc.constantFrom(0n, 1n, 3n, 2n ** 64n - 1n).map((value) => literal("uint", value)),
  fc.constantFrom(0, -0, 1, 2.5, 3, -0.5, 1e21, 1e-5, 123456789, 2 ** 63, 2 ** 64).map((value) => literal("double", value)),
  fc
    .constantFrom("", "a", "b", "x", "12", "1e3", "true", "é😀", "\uffff", '[1,{"a":2}]', "inf", "-7", "+5")
    .map((value) => literal("string", value)),
  fc.boolean().map((value) => literal("bool", value)),
  fc.constant(literal("null", null)),
);

/** Fields, some of which the values have. */
const field = fc.constantFrom("a", "b", "x", "lr", "nested", "artifacts", "metadata", "name", "type", "custom_path", "schema_title");
const binary = /** @type {const} */ (["||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"]);

/** @param {fc.Arbitrary<Expression>} leaf @returns {fc.Arbitrary<Expression>} */
function over(leaf) {
  return fc.letrec((tie) => {
    const inner = /** @type {fc.Arbitrary<Expression>} */ (tie("expression"));
    const item = fc.constantFrom("i", "k");
    /** @type {fc.Arbitrary<any>[]} */
    const built = [
      fc.record({ kind: fc.constant("select"), operand: inner, field }),
      fc.record({ kind: fc.constant("index"), operand: inner, index: inner }),
      fc.record({
        kind: fc.constant("call"),
        name: fc.constantFrom("size", "int", "double", "string", "bool", "uint", "bytes", "dyn", "type", "parseJson"),
        arguments: fc.tuple(inner),
      }),
      fc.record({ kind: fc.constant("call"), name: fc.constantFrom("contains", "startsWith"), target: inner, arguments: fc.tuple(inner) }),
      fc
        .tuple(inner, field)
        .map(([operand, name]) => ({ kind: "call", name: "has", arguments: [{ kind: "select", operand, field: name }] })),
      fc
        .tuple(fc.constantFrom("all", "exists", "exists_one", "filter", "map"), inner, item, inner)
        .map(([name, target, one, body]) => ({ kind: "call", name, target, arguments: [identifier(one), body] })),
      fc.record({ kind: fc.constant("unary"), operator: fc.constantFrom("!", "-"), operand: inner }),
      fc.record({ kind: fc.constant("conditional"), condition: inner, whenTrue: inner, whenFalse: inner }),
      fc.record({ kind: fc.constant("list"), elements: fc.array(inner, { maxLength: 3 }) }),
      fc.record({ kind: fc.constant("map"), entries: fc.array(fc.record({ key: literals, value: inner }), { maxLength: 2 }) }),
    ];
    return {
      expression: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        { weight: 3, arbitrary: leaf },
        { weight: 2, arbitrary: literals },
        { weight: 1, arbitrary: fc.constantFrom("i", "k", "int", "string", "list", "null_type").map(identifier) },
        {
          weight: 8,
          arbitrary: fc.record({ kind: fc.constant("binary"), operator: fc.constantFrom(...binary), left: inner, right: inner }),
        },
        ...built.map((arbitrary) => ({ weight: 2, arbitrary })),
      ),
    };
  }).expression;
}

/** @param {string} kind @param {readonly string[]} keys */
const inputsOf = (kind, keys) =>
  fc.constantFrom(...keys, "missing").map(
    /** @returns {Expression} */
    (key) => ({ kind: "index", operand: { kind: "select", operand: identifier("inputs"), field: kind }, index: literal("string", key) }),
  );

/** Conditions over these parameters and artifacts. @param {readonly string[]} parameters @param {readonly string[]} artifacts @param {number} count @param {number} seed */
export function randomConditions(parameters, artifacts, count, seed) {
  const leaf = fc.oneof(
    { weight: 6, arbitrary: inputsOf("parameter_values", parameters) },
    { weight: 1, arbitrary: inputsOf("artifacts", artifacts) },
    { weight: 1, arbitrary: fc.constantFrom("inputs", "outputs").map(identifier) },
  );
  return fc.sample(over(leaf), { numRuns: count, seed });
}

/** Selectors. @param {number} count @param {number} seed */
export function randomSelectors(count, seed) {
  const parsed = /** @type {Expression} */ ({ kind: "call", name: "parseJson", arguments: [identifier("string_value")] });
  const fields = ["string_value", "number_value", "bool_value", "struct_value", "list_value", "null_value"].map(identifier);
  return fc.sample(over(fc.constantFrom(parsed, ...fields)), { numRuns: count, seed });
}
