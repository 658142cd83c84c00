import { messages } from "@typeline/diagnostics";
import {
  type CallExpression,
  type Identifier,
  type ImportDeclaration,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
} from "../1-read/syntax.ts";
import { freeIdentifiers } from "./captures.ts";
import { type Context, fail, fileOf } from "./context.ts";
import { declarationOf } from "./names.ts";
import type { Scope } from "./scope.ts";

/** What makes a step, and what the made thing is called in messages. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["component", "a component"],
  ["container", "a component"],
  ["python", "a component"],
  ["pipeline", "a pipeline"],
]);

/**
 * Refuses code of a step that calls a component or pipeline of a module: inside a step nothing makes tasks. Declarations are looked at,
 * not evaluated: what else a step's code uses need not make sense to the compiler.
 * @returns whether there was such a call.
 */
export function refuseCalledSteps(cx: Context, fn: Node, scope: Scope): boolean {
  for (const name of freeIdentifiers(fn)) {
    const isCalled = name.parent?.kind === SyntaxKind.CallExpression && (name.parent as CallExpression).expression === name;
    if (!isCalled || scope.find(name.text) || !mayBeStep(fileOf(name), name.text)) continue;
    const declaration = declarationOf(cx, name);
    const kind = declaration?.kind === "source" ? kindOfStep(declaration.node) : undefined;
    if (kind === undefined) continue;
    fail(cx, name, messages.capturesComponent({ name: name.text, kind }));
    return true;
  }
  return false;
}

/** Whether it is worth a question to the checker: a step of this file, or something of another file of the project. */
function mayBeStep(file: Node, name: string): boolean {
  const statements = (file as unknown as { readonly statements: readonly Node[] }).statements;
  return statements.some((statement) => {
    if (statement.kind === SyntaxKind.ImportDeclaration) {
      const { moduleSpecifier, importClause } = statement as ImportDeclaration;
      return (
        (moduleSpecifier as unknown as { readonly text: string }).text.startsWith(".") &&
        importClause !== undefined &&
        names(importClause).includes(name)
      );
    }
    if (statement.kind !== SyntaxKind.VariableStatement) return false;
    const { declarations } = (
      statement as unknown as { readonly declarationList: { readonly declarations: readonly VariableDeclaration[] } }
    ).declarationList;
    return declarations.some((one) => (one.name as Identifier).text === name && kindOfStep(one) !== undefined);
  });
}

/** The local names of an import clause. */
function names(clause: Node): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    const { name } = node as { readonly name?: Identifier };
    if (name?.kind === SyntaxKind.Identifier) found.push(name.text);
    node.forEachChild(visit);
  };
  visit(clause);
  return found;
}

/** Whether a name is a component or pipeline of a module. */
export function isStepName(cx: Context, name: Identifier): boolean {
  const declaration = declarationOf(cx, name);
  return declaration?.kind === "source" && kindOfStep(declaration.node) !== undefined;
}

/** `const train = component(…)` → "a component". */
function kindOfStep(declaration: Node): string | undefined {
  const { initializer } = declaration as VariableDeclaration;
  if (initializer?.kind !== SyntaxKind.CallExpression) return undefined;
  return KINDS.get(((initializer as CallExpression).expression as Identifier).text ?? "");
}
