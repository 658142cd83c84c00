import { messages } from "@typeline/diagnostics";
import {
  type BinaryExpression,
  type ElementAccessExpression,
  type Identifier,
  type Node,
  type PostfixUnaryExpression,
  type PrefixUnaryExpression,
  type PropertyAccessExpression,
  SyntaxKind,
} from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { bindAssignment } from "./assignments.ts";
import { describeKind, fallbackType, isScalar, mayBeNull, unionType } from "./choices.ts";
import { conditionalOperand } from "./conditionals.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { makesTasks } from "./makes-tasks.ts";
import { mayNotBeThere } from "./missing.ts";
import { lookup } from "./names.ts";
import { changing, isContainer, mayChange } from "./ownership.ts";
import { mayBeAbsent } from "./patterns.ts";
import { presenceComparison, presenceOf } from "./placeholders.ts";
import type { Scope } from "./scope.ts";
import { refuse } from "./syntax-kinds.ts";
import {
  Gathered,
  isPoisoned,
  isSymbolic,
  kindOf,
  type Meaning,
  Missing,
  Poison,
  PresenceTest,
  poison,
  Rec,
  Sym,
  TaskRef,
} from "./values.ts";
import { BOOLEAN, COMPOUND, NUMBER, OPERATORS, STRING } from "./vocabulary.ts";

/** A binary operator on what its operands mean. */
export function binary(cx: Context, node: BinaryExpression, scope: Scope): Meaning {
  // A long sum leans to the left: it is walked down in a loop, not by recursion.
  const chain = [node];
  let first: Node = node.left;
  while (isOperation(first)) {
    chain.push(first);
    first = first.left;
  }
  let left = evaluate(cx, first, scope);
  for (const operation of chain.reverse()) left = operate(cx, operation, left, scope);
  return left;
}

function isOperation(node: Node): node is BinaryExpression {
  return node.kind === SyntaxKind.BinaryExpression && OPERATORS.has((node as BinaryExpression).operatorToken.kind);
}

function operate(cx: Context, node: BinaryExpression, left: Meaning, scope: Scope): Meaning {
  const operator = OPERATORS.get(node.operatorToken.kind);
  if (!operator) return refuse(cx, node, node.operatorToken.kind);
  if (left instanceof Poison) return poison;
  if (operator === "&&" || operator === "||" || operator === "??") return shortCircuit(cx, node, operator, left, scope);
  return applyBinary(cx, node, left, operator, evaluate(cx, node.right, scope));
}

/** The same on two meanings, for compound assignments too. */
export function applyBinary(cx: Context, node: Node, left: Meaning, operator: string, right: Meaning): Meaning {
  if (isPoisoned(left) || isPoisoned(right)) return poison;
  const presence = presenceComparison(left, operator, right);
  if (presence !== undefined) return presence;
  if (isSymbolic(left) || isSymbolic(right)) return symbolicBinary(cx, node, left, operator, right);
  if (operator === "in")
    return right instanceof Rec ? right.fields.has(String(left)) : Array.isArray(right) ? Number(left) in right : false;
  if (typeof left === "object" || typeof right === "object") return objectOperator(cx, node, left, operator, right);
  return primitive(left, operator, right);
}

/** JavaScript's own operators, on primitives. */
function primitive(left: Exclude<Meaning, object>, operator: string, right: Exclude<Meaning, object>): Meaning {
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "**":
      return a ** b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case ">>>":
      return a >>> b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "==":
      // biome-ignore lint/suspicious/noDoubleEquals: this is the operator of the source.
      return left == right;
    case "!=":
      // biome-ignore lint/suspicious/noDoubleEquals: this is the operator of the source.
      return left != right;
    case "===":
      return left === right;
    default:
      return left !== right;
  }
}

/** Objects have identity, nothing else; `null` is not an object here. */
function objectOperator(cx: Context, node: Node, left: Meaning, operator: string, right: Meaning): Meaning {
  if (operator === "===" || operator === "==")
    return (
      left === right ||
      (operator === "==" && left === null && right === undefined) ||
      (operator === "==" && left === undefined && right === null)
    );
  if (operator === "!==" || operator === "!=") return !objectOperator(cx, node, left, operator === "!==" ? "===" : "==", right);
  if (left === null || right === null) return primitive(left as null, operator, right as null);
  return fail(cx, node, messages.operatorOnObject({ operator, text: excerpt(cx, node) }));
}

const EQUALITY = new Set(["==", "===", "!=", "!=="]);
const COMPARISON = new Set([...EQUALITY, "<", "<=", ">", ">=", "in"]);

function symbolicBinary(cx: Context, node: Node, left: Meaning, operator: string, right: Meaning): Meaning {
  for (const operand of [left, right]) {
    if (operand instanceof Missing) return mayNotBeThere(cx, node, operand);
    if (operand instanceof TaskRef || operand instanceof Gathered)
      return fail(cx, node, messages.operatorOnObject({ operator, text: excerpt(cx, node) }));
    if (!(operand instanceof Sym) || isScalar(operand.type)) continue;
    const other = operand === left ? right : left;
    const presence = EQUALITY.has(operator) && (other === undefined || other === null);
    if (!presence && operator !== "in") return fail(cx, node, messages.operatorOnObject({ operator, text: excerpt(cx, node) }));
  }
  // `x === true` of what is a boolean and there is just `x`.
  if (operator === "===" || operator === "==")
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const)
      if (one === true && other instanceof Sym && other.type.kind === "boolean" && !mayBeAbsent(other)) return other;
  const trees = [asTree(left), asTree(right)] as const;
  if (!trees[0] || !trees[1]) return fail(cx, node, messages.notAValue({ text: excerpt(cx, node), kind: kindOf(trees[0] ? right : left) }));
  return assembled({ binary: [trees[0], operator, trees[1]] }, resultType(operator, left, right), node);
}

function resultType(operator: string, left: Meaning, right: Meaning): ValueType {
  if (COMPARISON.has(operator)) return BOOLEAN;
  if (operator !== "+") return NUMBER;
  const isText = (meaning: Meaning) => (meaning instanceof Sym ? meaning.type.kind === "string" : typeof meaning === "string");
  return isText(left) || isText(right) ? STRING : NUMBER;
}

/** `&&`, `||`, `??`: the right side counts only where TypeScript would look at it. */
function shortCircuit(cx: Context, node: BinaryExpression, operator: "&&" | "||" | "??", left: Meaning, scope: Scope): Meaning {
  if (left instanceof TaskRef && operator !== "??")
    return fail(cx, node.left, messages.alwaysTrue({ text: excerpt(cx, node.left), kind: "a task" }));
  if (!(left instanceof Sym)) {
    const decided = operator === "&&" ? !left : operator === "||" ? Boolean(left) : left !== undefined && left !== null;
    return decided ? left : evaluate(cx, node.right, scope);
  }
  if (operator === "??" && !mayBeAbsent(left) && !mayBeNull(left.type) && left.value.kind !== "assembled") return left;
  if (operator !== "??" && !isScalar(left.type) && !mayBeAbsent(left))
    return fail(cx, node.left, messages.alwaysTrue({ text: excerpt(cx, node.left), kind: describeKind(left.type) }));
  if (cx.graph && makesTasks(cx, node.right, scope)) return conditionalOperand(cx, node, operator, left, scope);
  const right = evaluate(cx, node.right, scope);
  const trees = [asTree(left), asTree(right)] as const;
  if (!trees[1])
    return isPoisoned(right) ? poison : fail(cx, node.right, messages.notAValue({ text: excerpt(cx, node.right), kind: kindOf(right) }));
  const name = operator === "&&" ? "and" : operator === "||" ? "either" : "or";
  const type = operator === "??" ? fallbackType(left, right) : unionType(left, right);
  return assembled({ [name]: [trees[0]!, trees[1]] } as never, type, node);
}

/** `!x`, `-x`, `+x`, `~x`, `typeof x`, `++x`. */
export function unary(cx: Context, node: Node, scope: Scope): Meaning {
  if (node.kind === SyntaxKind.TypeOfExpression) {
    const operand = evaluate(cx, (node as unknown as { expression: Node }).expression, scope);
    return operand instanceof Sym
      ? assembled({ unary: ["typeof", asTree(operand)!] }, STRING, node)
      : operand instanceof Poison
        ? poison
        : typeof operand;
  }
  const prefix = node as PrefixUnaryExpression;
  if (prefix.operator === SyntaxKind.PlusPlusToken || prefix.operator === SyntaxKind.MinusMinusToken) return update(cx, node, scope);
  const operator = OPERATORS.get(prefix.operator)!;
  const operand = evaluate(cx, prefix.operand, scope);
  if (operand instanceof Poison) return poison;
  const presence = operator === "!" ? presenceOf(operand) : undefined;
  if (presence) return new PresenceTest(presence.input, !presence.negated);
  if (operand instanceof Missing) return mayNotBeThere(cx, prefix.operand, operand);
  if (
    operand instanceof TaskRef ||
    operand instanceof Gathered ||
    (operand instanceof Sym && !isScalar(operand.type) && !mayBeAbsent(operand))
  )
    return fail(
      cx,
      prefix.operand,
      messages.alwaysTrue({ text: excerpt(cx, prefix.operand), kind: operand instanceof Sym ? describeKind(operand.type) : "a task" }),
    );
  if (operand instanceof Sym) return assembled({ unary: [operator, asTree(operand)!] }, operator === "!" ? BOOLEAN : NUMBER, node);
  if (operator === "!") return !operand;
  const value = operand as unknown as number;
  return operator === "-" ? -value : operator === "~" ? ~value : Number(value);
}

/** `i++`, `--i`. */
export function update(cx: Context, node: Node, scope: Scope): Meaning {
  const { operand, operator } = node as PrefixUnaryExpression | PostfixUnaryExpression;
  const before = evaluate(cx, operand, scope);
  const step = (operator as SyntaxKind) === SyntaxKind.PlusPlusToken ? "+" : "-";
  const after = applyBinary(cx, node, before, step, 1);
  assignTo(cx, operand, after, scope);
  return node.kind === SyntaxKind.PostfixUnaryExpression ? before : after;
}

/** `x = …`, `x += …`, `o.k = …`, `[a, b] = …`. */
export function assign(cx: Context, node: BinaryExpression, scope: Scope): Meaning {
  const compound = COMPOUND.get(node.operatorToken.kind);
  if (!compound) {
    const value = evaluate(cx, node.right, scope);
    assignTo(cx, node.left, value, scope);
    return value;
  }
  const before = evaluate(cx, node.left, scope);
  const operator = OPERATORS.get(compound)!;
  if (operator === "&&" || operator === "||" || operator === "??") {
    const value = shortCircuit(cx, node, operator, before, scope);
    if (value !== before) assignTo(cx, node.left, value, scope);
    return value;
  }
  const value = applyBinary(cx, node, before, operator, evaluate(cx, node.right, scope));
  assignTo(cx, node.left, value, scope);
  return value;
}

/** Puts a value in a variable, a property of a known object, or the places of a pattern. */
export function assignTo(cx: Context, target: Node, value: Meaning, scope: Scope): void {
  switch (target.kind) {
    case SyntaxKind.Identifier:
      assignName(cx, target as Identifier, value, scope);
      break;
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.TypeAssertionExpression:
      assignTo(cx, (target as unknown as { expression: Node }).expression, value, scope);
      break;
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
      assignMember(cx, target as PropertyAccessExpression, value, scope);
      break;
    case SyntaxKind.ArrayLiteralExpression:
    case SyntaxKind.ObjectLiteralExpression:
      bindAssignment(cx, target, value, scope);
      break;
    default:
      refuse(cx, target);
  }
}

function assignName(cx: Context, name: Identifier, value: Meaning, scope: Scope): void {
  const binding = scope.find(name.text);
  if (!binding) {
    if (!isPoisoned(lookup(cx, name, scope))) fail(cx, name, messages.mutableModuleVariable({ name: name.text }));
    return;
  }
  if (!binding.mutable) {
    fail(cx, name, messages.assignToConstant({ name: name.text }), {
      related: [{ location: locate(cx, binding.node), message: "declared here" }],
    });
    return;
  }
  if (binding.captured) {
    fail(cx, name, messages.changedAfterCapture({ name: name.text }), {
      related: [{ location: locate(cx, binding.captured), message: "captured here" }],
    });
    // A loop that counts with it must end.
    binding.meaning = poison;
    return;
  }
  cx.journal?.note(binding, name);
  binding.meaning = value;
  binding.unset = false;
}

function assignMember(cx: Context, target: PropertyAccessExpression | ElementAccessExpression, value: Meaning, scope: Scope): void {
  const of = changing(cx, target.expression, scope);
  if (isPoisoned(of)) return;
  const key =
    target.kind === SyntaxKind.PropertyAccessExpression
      ? (target as PropertyAccessExpression).name.text
      : evaluate(cx, (target as ElementAccessExpression).argumentExpression, scope);
  if (key instanceof Poison) return;
  if (isContainer(of) && !mayChange(cx, of, target)) return;
  if (of instanceof Rec && (typeof key === "string" || typeof key === "number")) of.fields.set(String(key), value);
  else if (Array.isArray(of) && typeof key === "number" && Number.isInteger(key) && key >= 0 && key <= of.length + 10_000) of[key] = value;
  else fail(cx, target, messages.mutation({ text: excerpt(cx, target), kind: kindOf(of) }));
}
