import { messages } from "@typeline/diagnostics";
import {
  type Block,
  type CaseClause,
  type ExpressionStatement,
  type ForOfStatement,
  type ForStatement,
  type Identifier,
  type IfStatement,
  type Node,
  NodeFlags,
  type ReturnStatement,
  type SwitchStatement,
  SyntaxKind,
  type VariableDeclarationList,
  type VariableStatement,
} from "../1-read/syntax.ts";
import { describeKind, isScalar } from "./choices.ts";
import { type Context, excerpt, exhausted, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { runsInParallel } from "./loops.ts";
import { assignTo } from "./operators.ts";
import { bind, boundNames, mayBeAbsent } from "./patterns.ts";
import { Scope } from "./scope.ts";
import { Fn, isPoisoned, isSymbolic, kindOf, type Meaning, Poison, Sym } from "./values.ts";
import { syntaxName } from "./vocabulary.ts";

/** How a statement ended, if not by reaching its end. */
export type Completion = { readonly kind: "return"; readonly value: Meaning } | { readonly kind: "break" | "continue" } | undefined;

/** Reads a statement. */
export function execute(cx: Context, node: Node, scope: Scope): Completion {
  if (exhausted(cx)) return { kind: "return", value: fail(cx, node, messages.endless({ text: excerpt(cx, node) })) };
  switch (node.kind) {
    case SyntaxKind.Block:
      return block(cx, (node as Block).statements, new Scope(scope));
    case SyntaxKind.VariableStatement:
      declare(cx, (node as VariableStatement).declarationList, scope);
      return undefined;
    case SyntaxKind.ExpressionStatement:
      evaluate(cx, (node as ExpressionStatement).expression, scope);
      return undefined;
    case SyntaxKind.ReturnStatement: {
      const { expression } = node as ReturnStatement;
      return { kind: "return", value: expression && evaluate(cx, expression, scope) };
    }
    case SyntaxKind.IfStatement:
      return branch(cx, node as IfStatement, scope);
    case SyntaxKind.SwitchStatement:
      return select(cx, node as SwitchStatement, scope);
    case SyntaxKind.ForOfStatement:
      return forOf(cx, node as ForOfStatement, scope);
    case SyntaxKind.ForStatement:
      return forLoop(cx, node as ForStatement, scope);
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
      if ((node as { label?: Node }).label) fail(cx, node, messages.unsupportedSyntax({ text: excerpt(cx, node), kind: "label" }));
      return { kind: node.kind === SyntaxKind.BreakStatement ? "break" : "continue" };
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.EmptyStatement:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
      return undefined;
    case SyntaxKind.TryStatement:
    case SyntaxKind.ThrowStatement:
      fail(cx, node, messages.controlFlowLater({ text: excerpt(cx, node), kind: syntaxName(node.kind) }));
      return undefined;
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
    case SyntaxKind.ForInStatement:
      fail(cx, node, messages.noSuchLoop({ kind: syntaxName(node.kind) }));
      return undefined;
    default:
      fail(cx, node, messages.unsupportedSyntax({ text: excerpt(cx, node), kind: syntaxName(node.kind) }));
      return undefined;
  }
}

/** The statements of a block: its functions first, as JavaScript hoists them; its variables are there, but have no value yet. */
export function block(cx: Context, statements: readonly Node[], scope: Scope): Completion {
  for (const statement of statements) {
    if (statement.kind === SyntaxKind.VariableStatement) {
      for (const { name } of (statement as VariableStatement).declarationList.declarations)
        for (const one of boundNames(name)) scope.declare(one.text, undefined, one, true, true);
    }
    if (statement.kind !== SyntaxKind.FunctionDeclaration) continue;
    const name = (statement as { name?: Identifier }).name?.text;
    if (name) scope.declare(name, new Fn(statement, scope, name), statement);
  }
  for (const statement of statements) {
    const completion = execute(cx, statement, scope);
    if (completion) return completion;
  }
  return undefined;
}

function declare(cx: Context, list: VariableDeclarationList, scope: Scope): void {
  const mutable = (list.flags & NodeFlags.Const) === 0;
  for (const { name, initializer } of list.declarations) {
    if (initializer) bind(cx, name, evaluate(cx, initializer, scope), scope, mutable);
    else scope.declare((name as Identifier).text, undefined, name, mutable);
  }
}

/** Whether a condition holds. `undefined` where only a run knows, which is reported. */
function decide(cx: Context, condition: Node, scope: Scope): boolean | undefined {
  const meaning = evaluate(cx, condition, scope);
  if (isPoisoned(meaning)) return undefined;
  if (!isSymbolic(meaning)) return Boolean(meaning);
  const text = excerpt(cx, condition);
  const question = meaning instanceof Sym && (isScalar(meaning.type) || mayBeAbsent(meaning));
  const kind = meaning instanceof Sym ? describeKind(meaning.type) : kindOf(meaning);
  fail(cx, condition, question ? messages.branchOnRun({ text }) : messages.alwaysTrue({ text, kind }));
  return undefined;
}

function branch(cx: Context, node: IfStatement, scope: Scope): Completion {
  const holds = decide(cx, node.expression, scope);
  if (holds === undefined) return undefined;
  const taken = holds ? node.thenStatement : node.elseStatement;
  return taken && execute(cx, taken, new Scope(scope));
}

function select(cx: Context, node: SwitchStatement, scope: Scope): Completion {
  const subject = evaluate(cx, node.expression, scope);
  if (isPoisoned(subject)) return undefined;
  if (isSymbolic(subject)) {
    fail(cx, node.expression, messages.branchOnRun({ text: excerpt(cx, node.expression) }));
    return undefined;
  }
  const clauses = node.caseBlock.clauses as unknown as readonly CaseClause[];
  const inner = new Scope(scope);
  let start = clauses.findIndex((clause) => clause.kind === SyntaxKind.CaseClause && evaluate(cx, clause.expression, inner) === subject);
  if (start < 0) start = clauses.findIndex((clause) => clause.kind !== SyntaxKind.CaseClause);
  for (const clause of start < 0 ? [] : clauses.slice(start)) {
    const completion = block(cx, clause.statements, inner);
    if (completion?.kind === "break") return undefined;
    if (completion) return completion;
  }
  return undefined;
}

function forOf(cx: Context, node: ForOfStatement, scope: Scope): Completion {
  const list = evaluate(cx, node.expression, scope);
  if (list instanceof Poison) return undefined;
  const items = Array.isArray(list)
    ? list
    : list instanceof Set
      ? [...list]
      : list instanceof Map
        ? [...list].map((entry) => entry as Meaning[])
        : typeof list === "string"
          ? [...list]
          : undefined;
  if (!items) {
    fail(
      cx,
      node.expression,
      isSymbolic(list)
        ? messages.loopOnRun({ text: excerpt(cx, node.expression) })
        : messages.cannotSpread({ text: excerpt(cx, node.expression), kind: kindOf(list) }),
    );
    return undefined;
  }
  return runsInParallel(cx, node, items, () => {
    for (const item of items) {
      const inner = new Scope(scope);
      if (node.initializer.kind === SyntaxKind.VariableDeclarationList) {
        const { declarations, flags } = node.initializer as VariableDeclarationList;
        bind(cx, declarations[0]!.name, item, inner, (flags & NodeFlags.Const) === 0);
      } else assignTo(cx, node.initializer, item, inner);
      const completion = execute(cx, node.statement, inner);
      if (completion?.kind === "break") return undefined;
      if (completion?.kind === "return") return completion;
    }
    return undefined;
  });
}

function forLoop(cx: Context, node: ForStatement, scope: Scope): Completion {
  let outer = new Scope(scope);
  if (node.initializer?.kind === SyntaxKind.VariableDeclarationList) declare(cx, node.initializer as VariableDeclarationList, outer);
  else if (node.initializer) evaluate(cx, node.initializer, outer);
  for (;;) {
    if (exhausted(cx)) return { kind: "return", value: fail(cx, node, messages.endless({ text: excerpt(cx, node) })) };
    if (node.condition) {
      const meaning = evaluate(cx, node.condition, outer);
      if (isSymbolic(meaning)) {
        fail(cx, node.condition, messages.loopOnRun({ text: excerpt(cx, node.condition) }));
        return undefined;
      }
      if (isPoisoned(meaning) || !meaning) return undefined;
    }
    const completion = execute(cx, node.statement, new Scope(outer));
    if (completion?.kind === "break") return undefined;
    if (completion?.kind === "return") return completion;
    // A closure keeps the values of the iteration that made it, as JavaScript's `let` in a `for` does.
    outer = outer.copy();
    if (node.incrementor) evaluate(cx, node.incrementor, outer);
  }
}
