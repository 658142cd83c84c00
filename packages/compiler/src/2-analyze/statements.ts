import { messages } from "@typeline/diagnostics";
import {
  type Block,
  type EnumDeclaration,
  type ExpressionStatement,
  type ForOfStatement,
  type ForStatement,
  type Identifier,
  type IfStatement,
  type Node,
  type ReturnStatement,
  type SwitchStatement,
  SyntaxKind,
  type ThrowStatement,
  type TryStatement,
  type VariableDeclarationList,
  type VariableStatement,
} from "../1-read/syntax.ts";
import { Rest } from "./branches.ts";
import { type Completion, fallsThrough } from "./completions.ts";
import { guarded, ifStatement, switchStatement } from "./conditionals.ts";
import { type Context, excerpt, exhausted, fail, failEndless } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { forLoop, forOf } from "./loops.ts";
import { enumeration } from "./names.ts";
import { bind, boundNames, isMutable } from "./patterns.ts";
import { Scope } from "./scope.ts";
import { refuse } from "./syntax-kinds.ts";
import { throwStatement, tryStatement } from "./tries.ts";
import { Fn, poison } from "./values.ts";

/** Reads a statement. `rest` is what follows it in its block. */
export function execute(cx: Context, node: Node, scope: Scope, rest?: Rest): Completion {
  if (exhausted(cx)) {
    failEndless(cx, node);
    return { kind: "return", value: () => poison };
  }
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
      const value = expression && evaluate(cx, expression, scope);
      return { kind: "return", value: () => value };
    }
    case SyntaxKind.IfStatement:
      return ifStatement(cx, node as IfStatement, scope, rest);
    case SyntaxKind.SwitchStatement:
      return switchStatement(cx, node as SwitchStatement, scope, rest);
    case SyntaxKind.ForOfStatement:
      return forOf(cx, node as ForOfStatement, scope);
    case SyntaxKind.ForStatement:
      return forLoop(cx, node as ForStatement, scope);
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
      if ((node as { label?: Node }).label) fail(cx, node, messages.label({ text: excerpt(cx, node) }));
      return { kind: node.kind === SyntaxKind.BreakStatement ? "break" : "continue" };
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.EmptyStatement:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.JSTypeAliasDeclaration:
      return undefined;
    case SyntaxKind.EnumDeclaration:
      scope.declare((node as EnumDeclaration).name.text, enumeration(cx, node as EnumDeclaration, scope), node);
      return undefined;
    case SyntaxKind.TryStatement:
      return tryStatement(cx, node as TryStatement, scope);
    case SyntaxKind.ThrowStatement:
      return throwStatement(cx, node as ThrowStatement, scope);
    default: {
      const refused = refuse(cx, node);
      const { name } = node as { name?: Identifier };
      if (name) scope.declare(name.text, refused, node);
      return undefined;
    }
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
  return sequence(cx, statements, 0, scope);
}

function sequence(cx: Context, statements: readonly Node[], from: number, scope: Scope): Completion {
  for (let index = from; index < statements.length; index++) {
    const statement = statements[index]!;
    const follow = () => sequence(cx, statements, index + 1, scope);
    const rest = new Rest(follow);
    const completion = execute(cx, statement, scope, rest);
    if (rest.taken) return completion;
    if (completion?.kind === "split") return fallsThrough(completion) ? guarded(cx, statement, completion, follow) : completion;
    if (completion) return completion;
  }
  return undefined;
}

export function declare(cx: Context, list: VariableDeclarationList, scope: Scope): void {
  const mutable = isMutable(cx, list);
  for (const { name, initializer } of list.declarations) {
    if (mutable === undefined) bind(cx, name, poison, scope, false);
    else if (initializer) bind(cx, name, evaluate(cx, initializer, scope), scope, mutable);
    else scope.declare((name as Identifier).text, undefined, name, mutable);
  }
}
