import { messages } from "@typeline/diagnostics";
import {
  type BinaryExpression,
  type BindingElement,
  type CallExpression,
  type ElementAccessExpression,
  type Identifier,
  type NewExpression,
  type Node,
  NodeFlags,
  type ObjectBindingPattern,
  type PropertyAccessExpression,
  type StringLiteral,
  SyntaxKind,
  type VariableDeclaration,
  type VariableStatement,
} from "../1-read/syntax.ts";
import { assignedAmong } from "./assigned.ts";
import { freeIdentifiers } from "./captures.ts";
import { type Context, excerpt, fail, fileOf, locate, warn } from "./context.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/*
 * What code of a step says of the place where it runs, though it will run elsewhere. Its function is looked at, and the functions of its file that
 * it uses.
 */

/** Warns of variables of the module that a step assigns; refuses files beside the source, which do not travel. */
export function checkStepCode(cx: Context, fn: Node, scope: Scope): void {
  for (const part of ownCode(fn, scope)) {
    refuseSiblings(cx, part);
    const outer = freeIdentifiers(part).filter((use) => !scope.find(use.text));
    const variables = moduleVariables(part);
    const assigned = assignedAmong(part, new Set(outer.filter((use) => variables.has(use.text))));
    if (!assigned) continue;
    const related = [{ location: locate(cx, variables.get(assigned.text)!), message: "declared here" }];
    warn(cx, assigned, messages.moduleState({ name: assigned.text }), { related });
  }
}

/** What an image or its shell sets by itself. */
const SET = new Set(["PATH", "HOME", "HOSTNAME", "PWD", "TMPDIR", "NODE_VERSION"]);

/** Variables that a step reads from its process, and where. */
export type EnvReads = readonly (readonly [name: string, at: Node])[];

export function envReads(fn: Node, scope: Scope): EnvReads {
  return [...ownCode(fn, scope)].flatMap(readsIn);
}

/** Warns of variables that a task's options do not set. */
export function checkEnv(cx: Context, reads: EnvReads, { env }: Settings): void {
  for (const [name, at] of reads) if (!SET.has(name) && !env?.has(name)) warn(cx, at, messages.envNotGiven({ name }));
}

/** A function, and the functions of its file that it leads to. */
function ownCode(fn: Node, scope: Scope): ReadonlySet<Node> {
  const functions = moduleFunctions(fn);
  const found = new Set([fn]);
  for (const part of found)
    for (const { text } of freeIdentifiers(part)) {
      const used = scope.find(text) ? undefined : functions.get(text);
      if (used) found.add(used);
    }
  return found;
}

/** The statements at the top of the file that a node stands in, without `export`. */
const statementsAround = (node: Node): readonly Node[] => (fileOf(node) as unknown as { readonly statements: readonly Node[] }).statements;

function moduleFunctions(node: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const statement of statementsAround(node)) {
    const { name } = statement as { readonly name?: Identifier };
    if (statement.kind === SyntaxKind.FunctionDeclaration && name) found.set(name.text, statement);
    for (const { name, initializer } of declarationsOf(statement))
      if (initializer?.kind === SyntaxKind.ArrowFunction || initializer?.kind === SyntaxKind.FunctionExpression)
        found.set((name as Identifier).text, initializer);
  }
  return found;
}

/** The variables of the file that may be assigned. */
function moduleVariables(node: Node): ReadonlyMap<string, Node> {
  const mutable = statementsAround(node).flatMap((statement) =>
    statement.kind === SyntaxKind.VariableStatement && !((statement as VariableStatement).declarationList.flags & NodeFlags.Const)
      ? declarationsOf(statement)
      : [],
  );
  return new Map(mutable.map((one) => [(one.name as Identifier).text, one]));
}

function declarationsOf(statement: Node): readonly VariableDeclaration[] {
  if (statement.kind !== SyntaxKind.VariableStatement) return [];
  return (statement as VariableStatement).declarationList.declarations as unknown as readonly VariableDeclaration[];
}

/** `process.env.NAME`, `process.env["NAME"]`, `const { NAME } = process.env`: the names, and where they stand. */
function readsIn(fn: Node): [string, Node][] {
  const found: [string, Node][] = [];
  const visit = (node: Node): void => {
    const { expression, name } = node as PropertyAccessExpression;
    const { argumentExpression } = node as ElementAccessExpression;
    if (node.kind === SyntaxKind.PropertyAccessExpression && isProcessEnv(expression)) found.push([(name as Identifier).text, node]);
    if (
      node.kind === SyntaxKind.ElementAccessExpression &&
      isProcessEnv(expression) &&
      argumentExpression.kind === SyntaxKind.StringLiteral
    )
      found.push([(argumentExpression as StringLiteral).text, node]);
    const { name: pattern, initializer } = node as VariableDeclaration;
    if (node.kind === SyntaxKind.VariableDeclaration && initializer && isProcessEnv(initializer)) found.push(...namesOf(pattern));
    node.forEachChild(visit);
  };
  visit(fn);
  return found.filter(([, node]) => !isTarget(node));
}

function namesOf(pattern: Node): [string, Node][] {
  if (pattern.kind !== SyntaxKind.ObjectBindingPattern) return [];
  const elements = (pattern as ObjectBindingPattern).elements as unknown as readonly BindingElement[];
  return elements.flatMap(({ dotDotDotToken, propertyName, name }): [string, Node][] => {
    const { text } = (propertyName ?? name) as Identifier;
    return dotDotDotToken || text === undefined ? [] : [[text, name!]];
  });
}

function isProcessEnv(node: Node): boolean {
  const { expression, name } = node as PropertyAccessExpression;
  return (
    node.kind === SyntaxKind.PropertyAccessExpression &&
    (name as Identifier).text === "env" &&
    (expression as Identifier).text === "process"
  );
}

/** `process.env.NAME = …`: it is set, not asked for. */
function isTarget(node: Node): boolean {
  const { left, operatorToken } = node.parent as BinaryExpression;
  return node.parent.kind === SyntaxKind.BinaryExpression && left === node && operatorToken.kind === SyntaxKind.EqualsToken;
}

/** `new URL("./prompt.md", import.meta.url)`, `import.meta.dirname`. */
function refuseSiblings(cx: Context, fn: Node): void {
  const visit = (node: Node): void => {
    if (isSibling(node)) fail(cx, node, messages.fileNotShipped({ text: excerpt(cx, node) }));
    else node.forEachChild(visit);
  };
  visit(fn);
}

function isSibling(node: Node): boolean {
  if (node.kind === SyntaxKind.NewExpression) {
    const { expression, arguments: args } = node as NewExpression & CallExpression;
    const [path, base] = (args ?? []) as unknown as readonly Node[];
    return (expression as Identifier).text === "URL" && path !== undefined && base !== undefined && metaMember(base) === "url";
  }
  const member = metaMember(node);
  return member === "dirname" || member === "filename";
}

/** `import.meta.url` → "url" */
function metaMember(node: Node): string | undefined {
  const { expression, name } = node as PropertyAccessExpression;
  return node.kind === SyntaxKind.PropertyAccessExpression && expression.kind === SyntaxKind.MetaProperty
    ? (name as Identifier).text
    : undefined;
}
