import type { Edit, Fix, Location } from "@typeline/diagnostics";
import {
  type BindingElement,
  type CallExpression,
  type Identifier,
  type ImportDeclaration,
  type NamedImports,
  type Node,
  type NodeArray,
  type PropertyAssignment,
  type SourceFile,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { isStepName } from "./called-steps.ts";
import { type Context, fileOf } from "./context.ts";
import { makesTasks } from "./makes-tasks.ts";
import { Scope } from "./scope.ts";

/** What a diagnostic offers, as the options of `fail` and `warn`: nothing where the edit is not a mechanical one. */
export function offer(...fixes: readonly (Fix | undefined)[]): { readonly fixes: readonly Fix[] } {
  return { fixes: fixes.filter((fix) => fix !== undefined) };
}

const startOf = ({ file, line, column }: Location): Location => ({ file, line, column, endLine: line, endColumn: column });
const endOf = ({ file, endLine, endColumn }: Location): Location => ({ file, line: endLine, column: endColumn, endLine, endColumn });
const before = (cx: Context, node: Node, text: string): Edit => ({ location: startOf(cx.program.location(node)), text });
const after = (cx: Context, node: Node, text: string): Edit => ({ location: endOf(cx.program.location(node)), text });
const instead = (cx: Context, node: Node, text: string): Edit => ({ location: cx.program.location(node), text });

/**
 * `compute(() => …)` around an expression, around a property's value, or around the list that `parallel` bounds. What makes tasks or waits
 * cannot stand in a step.
 */
export function wrapInCompute(cx: Context, node: Node): Fix | undefined {
  const short = node.kind === SyntaxKind.ShorthandPropertyAssignment;
  const value = wrapped(cx, node);
  if (!short && !isExpression(value)) return undefined;
  if (makesTasks(cx, value, new Scope()) || holdsAwait(value)) return undefined;
  const name = importing(cx, fileOf(node), "compute");
  if (!name) return undefined;
  const object = value.kind === SyntaxKind.ObjectLiteralExpression;
  const [open, close] = object ? ["(", ")"] : ["", ""];
  const label = short ? `${cx.program.text(value)}: ` : "";
  return {
    title: "Wrap it in compute(…)",
    edits: [...name.edits, before(cx, value, `${label}${name.text}(() => ${open}`), after(cx, value, `${close})`)],
  };
}

function wrapped(cx: Context, node: Node): Node {
  if (node.kind === SyntaxKind.PropertyAssignment) return (node as PropertyAssignment).initializer;
  if (node.kind !== SyntaxKind.CallExpression) return node;
  const { expression, arguments: args } = node as CallExpression;
  return cx.program.text(expression) === "parallel" && args[0] ? args[0] : node;
}

/** Kinds of statements, declarations and properties begin and end elsewhere. */
function isExpression({ kind }: Node): boolean {
  return (
    kind === SyntaxKind.Identifier ||
    kind === SyntaxKind.NoSubstitutionTemplateLiteral ||
    (kind >= SyntaxKind.ArrayLiteralExpression && kind <= SyntaxKind.SatisfiesExpression && kind !== SyntaxKind.SpreadElement)
  );
}

function holdsAwait(node: Node): boolean {
  return node.kind === SyntaxKind.AwaitExpression || (node.forEachChild((child) => holdsAwait(child) || undefined) ?? false);
}

/** What a name of `@typeline/dsl` is called in a file, and the edit that imports it if it is not there. `undefined` where the name is taken. */
function importing(cx: Context, file: SourceFile, name: string): { readonly text: string; readonly edits: readonly Edit[] } | undefined {
  const imports = file.statements.filter((statement) => statement.kind === SyntaxKind.ImportDeclaration) as readonly Node[];
  for (const statement of imports as readonly ImportDeclaration[]) {
    const { moduleSpecifier, importClause } = statement;
    if ((moduleSpecifier as unknown as Identifier).text !== "@typeline/dsl" || !importClause?.namedBindings) continue;
    if (importClause.namedBindings.kind === SyntaxKind.NamespaceImport)
      return { text: `${(importClause.namedBindings as unknown as { name: Identifier }).name.text}.${name}`, edits: [] };
    const specifiers = (importClause.namedBindings as NamedImports).elements;
    const known = specifiers.find((one) => ((one.propertyName ?? one.name) as Identifier).text === name);
    if (known) return { text: known.name.text, edits: [] };
    if (cx.program.text(importClause).startsWith("type") || isTaken(file, name)) continue;
    return { text: name, edits: [insertSorted(cx, specifiers, name)] };
  }
  const [first] = file.statements;
  if (!first || isTaken(file, name)) return undefined;
  return { text: name, edits: [before(cx, first, `import { ${name} } from "@typeline/dsl";\n`)] };
}

/** Imports stay in the order of the alphabet, if they are. */
function insertSorted(cx: Context, specifiers: NodeArray<Node & { readonly name: Identifier }>, name: string): Edit {
  const next = specifiers.find((one) => one.name.text.toLowerCase() > name);
  return next ? before(cx, next, `${name}, `) : after(cx, specifiers.at(-1)!, `, ${name}`);
}

function isTaken(file: SourceFile, name: string): boolean {
  return new RegExp(`\\b(?:const|let|var|function|class)\\s+${name}\\b`).test(file.text);
}

/** Gives a property, or the option of a call, another name. */
export function rename(cx: Context, property: Node, name: string | undefined): Fix | undefined {
  if (name === undefined || !/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)) return undefined;
  const title = `Write \`${name}\``;
  if (property.kind === SyntaxKind.ShorthandPropertyAssignment) return { title, edits: [before(cx, property, `${name}: `)] };
  if (property.kind !== SyntaxKind.PropertyAssignment) return undefined;
  return { title, edits: [instead(cx, (property as PropertyAssignment).name, name)] };
}

/** Takes a statement away that is nothing but this expression, with its line if that holds nothing else. */
export function removeStatement(cx: Context, expression: Node): Fix | undefined {
  const statement = expression.parent;
  if (statement.kind !== SyntaxKind.ExpressionStatement || statement.parent.kind !== SyntaxKind.Block) return undefined;
  const location = cx.program.location(statement);
  const { text } = fileOf(statement);
  const [start, end] = [statement.getStart(), statement.end];
  const indent = /[ \t]*$/.exec(text.slice(0, start))![0];
  const isAlone = /(?:^|\n)[ \t]*$/.test(text.slice(0, start)) && /^[ \t]*(?:\r?\n)/.test(text.slice(end));
  const whole = isAlone ? { ...location, column: location.column - indent.length, endLine: location.endLine + 1, endColumn: 1 } : location;
  return { title: "Remove it", edits: [{ location: whole, text: "" }] };
}

/** `break;` at the end of a `case`. */
export function endWithBreak(cx: Context, statements: readonly Node[]): Fix | undefined {
  const last = statements.at(-1);
  if (!last) return undefined;
  const { column } = cx.program.location(last);
  const line = fileOf(last).text.slice(0, last.getStart()).split("\n").at(-1)!;
  const indent = line.trim() === "" ? `\n${line.slice(0, column - 1)}` : " ";
  return { title: "End it with `break`", edits: [after(cx, last, `${indent}break;`)] };
}

/** `rates` → `rates = []` in a parameter list. */
export function defaultOf(cx: Context, name: Node, value: string): Fix | undefined {
  const element = name.parent as BindingElement | undefined;
  if (element?.kind !== SyntaxKind.BindingElement || element.name !== name || element.initializer || element.dotDotDotToken)
    return undefined;
  return { title: `Give it the default \`${value}\``, edits: [after(cx, name, ` = ${value}`)] };
}

/** `parallel(list, { limit })` → `list`. */
export function withoutLimit(cx: Context, node: Node): Fix | undefined {
  const { expression, arguments: args } = node as CallExpression;
  if (node.kind !== SyntaxKind.CallExpression || cx.program.text(expression) !== "parallel" || !args[0]) return undefined;
  return { title: "Leave the limit away", edits: [instead(cx, node, cx.program.text(args[0]))] };
}

/** `await c()` → `c()`, `await Promise.all([…])` → `[…]`: of a step's call, which gives no promise. */
export function withoutAwait(cx: Context, node: Node): Fix | undefined {
  const { expression } = node as unknown as { readonly expression: Node };
  const [awaited, text] = promised(cx, expression);
  if (!awaited.every((one) => isStep(cx, one))) return undefined;
  return { title: "Leave the `await` away", edits: [instead(cx, node, text)] };
}

/** The calls that an `await` waits for, and what stands in the place of their promise. */
function promised(cx: Context, node: Node): readonly [readonly Node[], string] {
  const { expression, arguments: args } = node as CallExpression;
  if (node.kind !== SyntaxKind.CallExpression || cx.program.text(expression) !== "Promise.all") return [[node], cx.program.text(node)];
  const [list] = args;
  if (list?.kind !== SyntaxKind.ArrayLiteralExpression) return [[node], ""];
  return [(list as unknown as { readonly elements: readonly Node[] }).elements, cx.program.text(list)];
}

function isStep(cx: Context, node: Node): boolean {
  if (node.kind !== SyntaxKind.CallExpression) return false;
  const { expression } = node as CallExpression;
  return expression.kind === SyntaxKind.Identifier && isStepName(cx, expression as Identifier);
}
