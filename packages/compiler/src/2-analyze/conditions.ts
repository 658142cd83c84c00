import { messages } from "@typeline/diagnostics";
import { type Expression, isFieldName } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import type { Node } from "../1-read/syntax.ts";
import { fieldType } from "../types/parameter-type.ts";
import type { ValueType } from "../types/value-type.ts";
import { asTree } from "./arguments.ts";
import * as cel from "./cel.ts";
import { binary, both, callPart, choice, concatenate, fallback, methodPart, unary } from "./condition-operators.ts";
import { baseOf, type Part, Refused, refuse, truth } from "./condition-part.ts";
import { type Context, excerpt, fail, warn } from "./context.ts";
import { offer, wrapInCompute } from "./fixes.ts";
import { mayNotBeThere } from "./missing.ts";
import { type Condition, type Field, type Leaf, type Source, sameSource, type Tree } from "./regions.ts";
import { isPoisoned, isSymbolic, kindOf, type Meaning, Missing, Rec, Sym } from "./values.ts";
import { canRead } from "./visibility.ts";
import { BOOLEAN, isUnknown, NUMBER, STRING } from "./vocabulary.ts";

/**
 * A condition as an engine asks it: one CEL expression with TypeScript's meaning. Parameters arrive as JSON has them: every number is a
 * double. `undefined` if CEL cannot mean the same, which is reported.
 */
export function conditionOf(cx: Context, tree: Tree, at: Node): Condition | undefined {
  const operands: Source[] = [];
  try {
    const expression = truth(part(tree, operands, excerpt(cx, at)), excerpt(cx, at));
    if (expression.kind === "literal") warn(cx, at, messages.neverHolds({ text: excerpt(cx, at), truth: String(expression.value) }));
    return { expression, operands, tree };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fail(cx, at, error.refusal, offer(wrapInCompute(cx, at)));
    return undefined;
  }
}

/** Whether something counts as true: known now, or a question for the engine. `undefined` if it is neither, which is reported. */
export function questionOf(cx: Context, meaning: Meaning, at: Node): boolean | Condition | undefined {
  if (isPoisoned(meaning)) return undefined;
  const text = excerpt(cx, at);
  if (meaning instanceof Missing) {
    mayNotBeThere(cx, at, meaning);
    return undefined;
  }
  if (meaning instanceof Sym) {
    const { value } = meaning;
    if (!canRead(value, cx.graph!.region)) fail(cx, at, messages.insideTry({ text }));
    return conditionOf(cx, asTree(meaning)!, at);
  }
  if (!isSymbolic(meaning) || Array.isArray(meaning) || meaning instanceof Rec) return Boolean(meaning);
  fail(cx, at, messages.alwaysTrue({ text, kind: kindOf(meaning) }));
  return undefined;
}

function part(tree: Tree, operands: Source[], text: string): Part {
  const of = (inner: Tree): Part => part(inner, operands, text);
  if ("leaf" in tree) return leafPart(tree.leaf, operands, text);
  if ("value" in tree) return constantPart(tree.value, text);
  if ("undefined" in tree) return { expression: cel.nothing, type: { kind: "null" }, given: cel.bool(false) };
  if ("text" in tree) return concatenate(tree.text.map(of), text);
  if ("field" in tree) return fieldPart(tree, operands, text);
  if ("or" in tree) return fallback(of(tree.or[0]), of(tree.or[1]), text);
  if ("and" in tree) return both(of(tree.and[0]), of(tree.and[1]), "&&", text);
  if ("either" in tree) return both(of(tree.either[0]), of(tree.either[1]), "||", text);
  if ("if" in tree) return choice(truth(of(tree.if[0]), text), of(tree.if[1]), of(tree.if[2]), text);
  if ("unary" in tree) return unary(tree.unary[0], of(tree.unary[1]), text);
  if ("binary" in tree) return binary(of(tree.binary[0]), tree.binary[1], of(tree.binary[2]), text);
  if ("call" in tree)
    return callPart(
      tree.call[0],
      tree.call.slice(1).map((argument) => of(argument as Tree)),
      text,
    );
  if ("method" in tree)
    return methodPart(
      tree.method[0],
      of(tree.method[1]),
      tree.method.slice(2).map((argument) => of(argument as Tree)),
      text,
    );
  return refuse(text, "an engine compares single values, not lists and objects that are put together");
}

function constantPart(value: Json, text: string): Part {
  if (value === null) return { expression: cel.nothing, type: { kind: "null" }, value };
  if (typeof value === "boolean") return { expression: cel.bool(value), type: BOOLEAN, value };
  if (typeof value === "number") {
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
      refuse(text, `${value} is beyond the whole numbers that a parameter holds exactly`);
    return { expression: cel.double(value), type: NUMBER, value };
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) refuse(text, "half of a surrogate pair is no text for an engine");
    return { expression: cel.text(value), type: STRING, value };
  }
  if (!Array.isArray(value)) return refuse(text, "an engine compares single values, not objects");
  const elements = value.map((item) => constantPart(item as Json, text));
  return {
    expression: cel.list(elements.map((item) => item.expression)),
    type: { kind: "list", element: elements[0]?.type ?? STRING },
    value,
  };
}

/** The identifier that stands for an operand. */
function operand(source: Source, operands: Source[]): Expression {
  let at = operands.findIndex((other) => sameSource(other, source));
  if (at < 0) at = operands.push(source) - 1;
  return cel.identifier(`$${at}`);
}

function leafPart(leaf: Leaf["leaf"], operands: Source[], text: string): Part {
  if (leaf.kind === "fact") return refuse(text, "an engine knows facts of the run only as whole arguments");
  if (leaf.kind === "field") return pathPart(leaf, operands, text);
  const expression = operand(leaf, operands);
  return { expression, type: leaf.type, given: leaf.kind === "input" && leaf.mayBeAbsent ? presence(expression) : undefined };
}

/** Whether an optional input of the group is given: printed by `4-lower`, which knows its name. */
const presence = (expression: Expression): Expression => cel.call("given", expression);

function pathPart({ of, path }: Field, operands: Source[], text: string): Part {
  return path.reduce<Part>((whole, key) => step(whole, key, text), leafPart(of, operands, text));
}

/** One step into a struct or list. */
function step(of: Part, key: string | number, text: string): Part {
  if (of.type.kind === "taskStatus" && key === "state") return statusState(of);
  const field = isUnknown(of.type) ? { type: of.type, mayBeAbsent: true } : fieldType(of.type, key);
  if (!field) return refuse(text, `there is no \`${key}\` to be read`);
  if (of.type.kind === "list") {
    // TypeScript believes that every index is there; JavaScript gives `undefined` for one that is not, and CEL an error.
    const there = cel.binary(cel.call("size", of.expression), ">", cel.int(Number(key)));
    const isSure = of.type.tuple !== undefined && !field.mayBeAbsent;
    return {
      expression: cel.call("dyn", cel.index(of.expression, cel.int(Number(key)))),
      type: field.type,
      given: isSure ? of.given : cel.and(of.given, there),
    };
  }
  const there = cel.binary(cel.text(String(key)), "in", of.expression);
  return {
    expression: fieldOf(of.expression, String(key)),
    type: field.type,
    given: field.mayBeAbsent ? cel.and(of.given, there) : of.given,
  };
}

/**
 * A field as CEL reads it. `x.key` has no type for cel-go's checker, as it should be; `x['key']` has one that is unknown, and with that the
 * checker settles on the first overload of `+` or `int()` that fits.
 */
function fieldOf(of: Expression, key: string): Expression {
  return isFieldName(key) ? cel.select(of, key) : cel.call("dyn", cel.index(of, cel.text(key)));
}

/** Engines have several words for each end: MLMD's on Kubeflow, the proto's on Vertex. What is neither of these has failed, as the runtime has it. */
const SUCCEEDED = ["SUCCEEDED", "COMPLETE", "CACHED", "SKIPPED"];

const CANCELLED = ["CANCELLED", "CANCELED", "CANCELLING"];

function statusState({ expression, given }: Part): Part {
  const state = cel.select(expression, "state");
  const isOne = (words: readonly string[]) => cel.binary(state, "in", cel.list(words.map(cel.text)));
  return {
    expression: cel.conditional(
      isOne(SUCCEEDED),
      cel.text("SUCCEEDED"),
      cel.conditional(isOne(CANCELLED), cel.text("CANCELLED"), cel.text("FAILED")),
    ),
    type: { kind: "string", literals: ["SUCCEEDED", "FAILED", "CANCELLED"] },
    given,
    isState: (word) =>
      word === "FAILED" ? cel.not(isOne([...SUCCEEDED, ...CANCELLED])) : isOne(word === "SUCCEEDED" ? SUCCEEDED : CANCELLED),
  };
}

function fieldPart(tree: Extract<Tree, { field: unknown }>, operands: Source[], text: string): Part {
  const [ofTree, keyTree] = tree.field;
  if (!("value" in keyTree)) return refuse(text, "an engine reads fields at known keys only");
  const key = keyTree.value as string | number;
  if ("value" in ofTree && ofTree.value !== null && typeof ofTree.value === "object") {
    const inner = Object.entries(ofTree.value).find(([name]) => name === String(key));
    return inner ? constantPart(inner[1] as Json, text) : { expression: cel.nothing, type: { kind: "null" }, given: cel.bool(false) };
  }
  if ("leaf" in ofTree && key === "metadata" && ofTree.leaf.type.kind === "artifact") return metadata(ofTree.leaf, operands, text);
  const of = part(ofTree, operands, text);
  if (key !== "length") return step(of, key, text);
  const size = cel.call("size", of.expression);
  if (baseOf(of.type) === "string") return { expression: size, type: NUMBER, given: of.given, isInt: true, isTextLength: true };
  return { expression: size, type: NUMBER, given: of.given, isInt: true };
}

/** `inputs.artifacts['m'].artifacts[0].metadata`: its keys are never sure to be there. */
function metadata(leaf: Leaf["leaf"], operands: Source[], text: string): Part {
  if (leaf.kind === "fact" || leaf.kind === "field" || leaf.type.kind !== "artifact") return refuse(text, "only artifacts have metadata");
  const expression = cel.select(operand(leaf, operands), "metadata");
  const { metadata: known } = leaf.type;
  const fields = known?.kind === "struct" ? known.fields : new Map();
  const rest = known?.kind === "struct" ? known.rest : undefined;
  const loose: ValueType = {
    kind: "struct",
    fields: new Map([...fields].map(([key, field]) => [key, { ...field, optional: true }])),
    rest: rest ?? (leaf.type.schemaTitle === "system.Metrics" ? NUMBER : { kind: "union", members: [] }),
  };
  return { expression, type: loose };
}
