import { join } from "node:path";
import { toJson } from "./questions.mjs";

/**
 * Puts questions of CEL as they arise on Argo: what we write for a task, over the input parameters of the template around.
 *
 * @param {string} dist of `packages/argo`
 * @returns a function that gives the question as far as it can arise there, and how it is put to Argo; or why we refuse to
 */
export async function onArgo(dist, { conditionRefusal, selectorRefusal }) {
  const load = (path) => import(join(dist, path));
  const { whenCode } = await load("templates/given.js");
  const { selectedCode, input } = await load("templates/scope.js");
  const { parameterName } = await load("names.js");
  const { metaOf } = await load("places.js");
  const { tag } = await load("wire/wire.js");
  const { Untranslatable } = await load("expressions/translate.js");

  /** A parameter of the template, as an expression of the text that it travels as. */
  const wire = (name) => ({ kind: "expression", code: input(name) });

  function condition({ condition, inputs }) {
    const parameters = Object.entries(inputs.parameters ?? {}).filter(([, value]) => value !== null);
    const artifacts = Object.entries(inputs.artifacts ?? {}).map(([name, list]) => [name, described(name, list)]);
    const absent = parametersIn(condition).filter((name) => !parameters.some(([given]) => given === name));
    const names = [...parameters.map(([name]) => name), ...absent];
    const given = {
      parameters: new Map(names.map((name) => [name, wire(parameterName(name))])),
      artifacts: new Map(artifacts.map(([name]) => [name, { from: undefined, meta: wire(metaOf(parameterName(name))) }])),
      // What a condition tests for presence is optional, whether it is given or not.
      uncertain: new Set(/\bin inputs\b|\bhas\(/.test(condition) ? names : absent),
    };
    const texts = [
      ...parameters.map(([name, value]) => [parameterName(name), wireText(value)]),
      ...absent.map((name) => [parameterName(name), "null"]),
      ...artifacts.map(([name, value]) => [metaOf(parameterName(name)), wireText(value)]),
    ];
    const lists = artifacts.map(([name, artifact]) => [name, { artifacts: [artifact] }]);
    return {
      question: { condition, inputs: { parameters: Object.fromEntries(parameters), artifacts: Object.fromEntries(lists) } },
      put: { when: tag(whenCode(condition, given)), parameters: Object.fromEntries(texts) },
    };
  }

  function selector({ selector, value }) {
    const argument = tag(selectedCode(selector, { wire: wire("value"), type: typeOf(value) }));
    return { question: { selector, value }, put: { argument, parameters: { value: wireText(value) } } };
  }

  const isRefused = (one) => (one.condition === undefined ? selectorRefusal(one.selector) : conditionRefusal(one.condition)) !== undefined;

  return (question) => {
    if (question.value === null) return { refusal: "a selector of what is absent" };
    try {
      return question.condition === undefined ? selector(question) : condition(question);
    } catch (error) {
      if (error instanceof Untranslatable) return { refusal: isRefused(question) ? "that KFP refuses too" : error.message };
      throw error;
    }
  };
}

/** As `wireJson` of `packages/argo` writes it, with the -0 that a component may write. */
const wireText = (value) => toJson(value).replaceAll("{{", "{\\u007b").replaceAll("$", "\\u0024");

/** One artifact, with all that a workflow knows of every artifact. */
const described = (name, { artifacts: [first = {}] = [] }) => ({
  name: first.name ?? name,
  type: first.type ?? {},
  uri: first.uri ?? "",
  metadata: first.metadata ?? {},
});

const parametersIn = (condition) => [
  ...new Set(
    [...condition.matchAll(/parameter_values(?:\[(?:'([^']*)'|"([^"]*)")\]|\.(\w+))/g)].map(
      ([, single, double, field]) => single ?? double ?? field,
    ),
  ),
];

/** The type that a value is declared with. */
function typeOf(value) {
  if (Array.isArray(value)) return "LIST";
  return { string: "STRING", number: "NUMBER_DOUBLE", boolean: "BOOLEAN", object: "STRUCT" }[typeof value];
}
