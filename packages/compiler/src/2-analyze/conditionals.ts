import { messages } from "@typeline/diagnostics";
import {
  type BinaryExpression,
  type CaseClause,
  type ConditionalExpression,
  type IfStatement,
  type Node,
  type SwitchStatement,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { assembled, asTree } from "./arguments.ts";
import { type Rest, setVariables, take, Ways } from "./branches.ts";
import { chooseMeaning } from "./choices.ts";
import { type Completion, fallsThrough, jumpsOf, leaves, untaken, whenLeft } from "./completions.ts";
import { conditionOf, questionOf } from "./conditions.ts";
import { type Context, excerpt, fail, warn } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { endWithBreak, offer } from "./fixes.ts";
import { makesTasks } from "./makes-tasks.ts";
import { nameAround } from "./name-around.ts";
import { applyBinary } from "./operators.ts";
import { mayBeAbsent } from "./patterns.ts";
import type { Condition, Region, Tree } from "./regions.ts";
import { Scope } from "./scope.ts";
import { block, execute } from "./statements.ts";
import { isPoisoned, isSymbolic, type Meaning, Sym } from "./values.ts";
import { canRead } from "./visibility.ts";
import { BOOLEAN } from "./vocabulary.ts";

/** What stands for a question that has been reported: both ways are read, so that more is found. */
const ASKED: Condition = { expression: { kind: "identifier", name: "reported" }, operands: [], tree: { value: true } };

/** `if (…) … else if (…) … else …`: alternatives, but for conditions that are known. */
export function ifStatement(cx: Context, node: IfStatement, scope: Scope, rest: Rest | undefined): Completion {
  const tests = conjuncts(cx, node, scope);
  const nested = (index: number): Completion => {
    if (index === tests.length) return execute(cx, node.thenStatement, new Scope(scope));
    return chain(cx, [{ test: tests[index]!, run: () => nested(index + 1) }], undefined, scope, node, index === 0 ? rest : undefined);
  };
  if (tests.length > 1) return nested(0);
  const steps: Step[] = [];
  let at: Node | undefined = node;
  for (; at?.kind === SyntaxKind.IfStatement; at = (at as IfStatement).elseStatement) {
    const { expression, thenStatement } = at as IfStatement;
    steps.push({ test: expression, run: () => execute(cx, thenStatement, new Scope(scope)) });
  }
  const last = at;
  return chain(cx, steps, last && (() => execute(cx, last, new Scope(scope))), scope, node, rest);
}

/** `a && f().ok` without an `else` is two `if`s, one in the other, if its right side makes a task; other conditions are one. */
function conjuncts(cx: Context, { expression, elseStatement }: IfStatement, scope: Scope): Node[] {
  const { operatorToken, left, right } = expression as BinaryExpression;
  const isAnd = expression.kind === SyntaxKind.BinaryExpression && operatorToken.kind === SyntaxKind.AmpersandAmpersandToken;
  return isAnd && !elseStatement && makesTasks(cx, right, scope) ? [left, right] : [expression];
}

interface Step {
  readonly test: Node;
  readonly run: () => Completion;
  /** Asks the question, where it is not whether the test is true. */
  readonly ask?: () => boolean | Condition | undefined;
}

/** Alternatives in a chain. Each question is asked only where those before it had the answer no. */
function chain(
  cx: Context,
  steps: readonly Step[],
  last: (() => Completion) | undefined,
  scope: Scope,
  node: Node,
  rest: Rest | undefined,
  /** Where messages point. */
  at = steps[0]!.test,
): Completion {
  if (!cx.graph) return knownChain(cx, steps, last, scope);
  let ways: Ways | undefined;
  for (const [index, step] of steps.entries()) {
    const ask = step.ask ?? (() => questionOf(cx, evaluate(cx, step.test, scope), step.test));
    // What the first question needs is made in any case; what the others need only where they are asked.
    const inside: Region | undefined = ways?.region();
    const answer = inside ? cx.graph.inside(inside, ask) : ask();
    if (inside && inside.nodes.length > 0) {
      ways!.add(
        undefined,
        step.test,
        () => ({ completion: chain(cx, [{ ...step, ask: () => answer }, ...steps.slice(index + 1)], last, scope, step.test, undefined) }),
        inside,
      );
      return ways!.finish(rest);
    }
    if (answer === true || answer === false) {
      noteKnown(cx, step.test, answer);
      if (!answer) continue;
      if (!ways) return step.run();
      ways.add(undefined, step.test, () => ({ completion: step.run() }));
      return ways.finish(rest);
    }
    ways ??= new Ways(cx, at, node);
    ways.add(answer ?? ASKED, step.test, () => ({ completion: step.run() }));
  }
  if (!ways) return last?.();
  if (last) ways.add(undefined, node, () => ({ completion: last() }));
  return ways.finish(rest);
}

/** At module level everything is known. */
function knownChain(cx: Context, steps: readonly Step[], last: (() => Completion) | undefined, scope: Scope): Completion {
  for (const step of steps) {
    const meaning = step.ask ? step.ask() : evaluate(cx, step.test, scope);
    if (isPoisoned(meaning as Meaning)) return undefined;
    if (meaning) return step.run();
  }
  return last?.();
}

/** A condition that is the same in every run is decided now. In a loop that is unrolled, and in a helper, it may differ from turn to turn. */
function noteKnown(cx: Context, at: Node, answer: boolean): void {
  if (cx.graph && cx.stack.length === 0 && cx.turns === 0)
    warn(cx, at, messages.conditionFolds({ text: excerpt(cx, at), truth: String(answer) }));
}

const BREAK = new Set(["break"] as const);

/** `switch`: a chain of comparisons. A clause that is not empty must not run on into the next. */
export function switchStatement(cx: Context, node: SwitchStatement, scope: Scope, rest: Rest | undefined): Completion {
  const subject = evaluate(cx, node.expression, scope);
  if (isPoisoned(subject)) return undefined;
  const clauses = node.caseBlock.clauses as unknown as readonly CaseClause[];
  const inner = new Scope(scope);
  const tests = clauses.map((clause) => (clause.kind === SyntaxKind.CaseClause ? evaluate(cx, clause.expression, inner) : undefined));
  if (!isSymbolic(subject) && !tests.some(isSymbolic)) return knownSwitch(cx, clauses, tests, subject, inner);
  const steps: Step[] = [];
  let last: (() => Completion) | undefined;
  let start = 0;
  for (const [index, clause] of clauses.entries()) {
    // Empty clauses share the statements of the next one.
    if (clause.statements.length === 0 && index < clauses.length - 1) continue;
    const group = clauses.slice(start, index + 1);
    const from = start;
    start = index + 1;
    const run = (): Completion => {
      const completion = block(cx, clause.statements, new Scope(inner));
      if (fallsThrough(completion) && index < clauses.length - 1)
        fail(
          cx,
          clause,
          messages.switchFallsThrough({ text: excerpt(cx, clause) }),
          offer(endWithBreak(cx, clause.statements as unknown as readonly Node[])),
        );
      return take(cx, completion, BREAK, clause);
    };
    if (group.some((one) => one.kind !== SyntaxKind.CaseClause)) last = run;
    else steps.push({ test: group.at(-1)!.expression, run, ask: () => anyEqual(cx, subject, tests.slice(from, index + 1), node, group) });
  }
  repeatedCases(cx, clauses, tests);
  // As TypeScript sees it, nothing is left for a `default`.
  if (!last && steps.length > 0 && coversAll(subject, tests)) last = steps.pop()!.run;
  return chain(cx, steps, last, inner, node, rest, node.expression);
}

/** Whether the cases name every value that the subject's type has: `"good" | "bad"`, a boolean. */
function coversAll(subject: Meaning, tests: readonly Meaning[]): boolean {
  if (!(subject instanceof Sym) || mayBeAbsent(subject)) return false;
  const { type } = subject;
  if (type.kind === "boolean") return tests.includes(true) && tests.includes(false);
  const literals = type.kind === "string" || type.kind === "number" ? type.literals : undefined;
  return literals !== undefined && (literals as readonly Meaning[]).every((one) => tests.includes(one));
}

/** Whether the subject is one of several values. */
function anyEqual(
  cx: Context,
  subject: Meaning,
  values: readonly Meaning[],
  { expression }: SwitchStatement,
  group: readonly CaseClause[],
): boolean | Condition | undefined {
  let all: Tree | undefined;
  for (const value of values) {
    const same = applyBinary(cx, expression, subject, "===", value);
    if (same === true) return true;
    const tree = same === false ? undefined : asTree(same);
    if (tree) all = all ? { either: [all, tree] } : tree;
  }
  return all ? conditionOf(cx, all, group[0]!.expression) : false;
}

function repeatedCases(cx: Context, clauses: readonly CaseClause[], tests: readonly Meaning[]): void {
  for (const [index, test] of tests.entries())
    if (clauses[index]!.kind === SyntaxKind.CaseClause && !isSymbolic(test) && tests.indexOf(test) < index)
      warn(
        cx,
        clauses[index]!.expression,
        messages.neverHolds({ text: `case ${excerpt(cx, clauses[index]!.expression)}`, truth: "false" }),
      );
}

function knownSwitch(cx: Context, clauses: readonly CaseClause[], tests: readonly Meaning[], subject: Meaning, scope: Scope): Completion {
  let start = clauses.findIndex((clause, index) => clause.kind === SyntaxKind.CaseClause && tests[index] === subject);
  if (start < 0) start = clauses.findIndex((clause) => clause.kind !== SyntaxKind.CaseClause);
  for (const clause of start < 0 ? [] : clauses.slice(start)) {
    const completion = block(cx, clause.statements, scope);
    if (leaves(completion, BREAK) || completion?.kind === "split") return take(cx, completion, BREAK, clause);
    if (completion) return completion;
  }
  return undefined;
}

/** `test ? a : b` on a test that only a run knows: alternatives if an arm makes a task, else a choice of values. */
export function conditionalExpression(cx: Context, node: ConditionalExpression, test: Sym, scope: Scope): Meaning {
  const arms = [node.whenTrue, node.whenFalse];
  if (!cx.graph || !arms.some((arm) => makesTasks(cx, arm, scope)))
    return chooseMeaning(cx, node, asTree(test)!, evaluate(cx, node.whenTrue, scope), evaluate(cx, node.whenFalse, scope));
  const answer = questionOf(cx, test, node.condition);
  if (typeof answer === "boolean") return evaluate(cx, answer ? node.whenTrue : node.whenFalse, scope);
  const ways = new Ways(cx, node.condition, node);
  ways.add(answer ?? ASKED, node.whenTrue, () => ({ value: evaluate(cx, node.whenTrue, scope) }));
  ways.add(undefined, node.whenFalse, () => ({ value: evaluate(cx, node.whenFalse, scope) }));
  return isStatement(node) ? void ways.finish() : ways.value(nameAround(node));
}

/** `a && f()`, `a || f()`: the right side runs only where TypeScript would run it. */
export function conditionalOperand(cx: Context, node: BinaryExpression, operator: "&&" | "||" | "??", left: Sym, scope: Scope): Meaning {
  const tree = asTree(left)!;
  const isThere: Tree = { binary: [tree, "!=", { undefined: true }] };
  const test = operator === "&&" ? tree : ({ unary: ["!", operator === "??" ? isThere : tree] } satisfies Tree);
  const condition = conditionOf(cx, test, node.left);
  const ways = new Ways(cx, node.left, node);
  ways.add(condition ?? ASKED, node.right, () => ({ value: evaluate(cx, node.right, scope) }));
  ways.add(undefined, node, () => ({ value: left.type.kind === "boolean" && operator !== "??" ? operator === "||" : left }));
  return isStatement(node) ? void ways.finish() : ways.value(nameAround(node));
}

/** Whether nobody looks at an expression's value. */
function isStatement(node: Node): boolean {
  let at = node.parent;
  while (at && [SyntaxKind.ParenthesizedExpression, SyntaxKind.AwaitExpression, SyntaxKind.VoidExpression].includes(at.kind))
    at = at.parent;
  return at?.kind === SyntaxKind.ExpressionStatement;
}

/**
 * What follows a statement that some ways through it have left: it runs where none of them was taken. The question must be one that can
 * be asked there: what it depends on is made outside.
 */
export function guarded(cx: Context, at: Node, split: Completion & { kind: "split" }, run: () => Completion): Completion {
  const left = whenLeft(split);
  if (!left) return run();
  const question = assembled({ unary: ["!", left] }, BOOLEAN, at);
  if (!canRead(question.value, cx.graph!.region)) {
    fail(cx, at, messages.returnDependsInside({ text: excerpt(cx, at) }));
    return split;
  }
  const condition = conditionOf(cx, { unary: ["!", left] }, at);
  const ways = new Ways(cx, at);
  ways.add(condition ?? ASKED, at, () => ({ completion: run() }));
  ways.add(undefined, at, () => {
    setVariables(cx, split, (exit) => leaves(exit), at);
    return { completion: onlyLeft(split) };
  });
  return ways.finish();
}

/** The completion where it is known that the statement has left its block. */
function onlyLeft(split: Completion & { kind: "split" }): Completion {
  const [kind, ...others] = jumpsOf(split);
  if ((kind === "break" || kind === "continue") && others.length === 0) return { kind };
  return { kind: "return", value: () => split.join((end) => valueLeft(end.completion)) };
}

function valueLeft(completion: Completion): Meaning {
  if (completion?.kind === "return") return completion.value();
  if (completion?.kind === "split") return completion.join((end) => valueLeft(end.completion));
  return untaken;
}
