import { messages } from "@typeline/diagnostics";
import type { Json } from "@typeline/runtime";
import { type Identifier, type Node, SyntaxKind } from "../1-read/syntax.ts";
import { type Context, fail, locate } from "./context.ts";
import { meaningIn, type Scope } from "./scope.ts";
import { ComponentRef, Fn, isKnown, isPoisoned, kindOf, type Meaning, PipelineRef, toJson } from "./values.ts";

/**
 * A name that code of a step sees although its module's top level does not have it.
 *
 * - `input`: the input of this name.
 * - `inputs`: an object of inputs (`t.n`, `t.data` of a task `t`), by property. `nulls` are properties that are `null`, which no input is.
 * - `value`: a constant.
 * - `fn`: a function that is local to an enclosing function, with what it captures itself. It knows itself by its name.
 */
export type Capture =
  | { readonly name: string; readonly input: string }
  | { readonly name: string; readonly inputs: Readonly<Record<string, string>>; readonly nulls?: readonly string[] }
  | { readonly name: string; readonly value: Json | undefined }
  | { readonly name: string; readonly fn: Node; readonly captures?: readonly Capture[] };

/** A name that a function uses and does not declare itself, with the uses of it. */
export interface FreeName {
  readonly name: string;
  readonly uses: readonly Identifier[];
}

/** The free names of a function, in order of first use. Only those that the given scope has: the module's own are bundled as they are. */
export function freeNames(fn: Node, scope: Scope): FreeName[] {
  const found = new Map<string, Identifier[]>();
  for (const use of freeIdentifiers(fn)) if (scope.find(use.text)) found.set(use.text, [...(found.get(use.text) ?? []), use]);
  return [...found].map(([name, uses]) => ({ name, uses }));
}

/** The identifiers of a function that stand for something outside of it. */
export function freeIdentifiers(fn: Node): Identifier[] {
  const found: Identifier[] = [];
  visit(fn, new Set());
  return found;

  function visit(node: Node, bound: ReadonlySet<string>): void {
    if (isTypeNode(node)) return;
    if (node.kind === SyntaxKind.Identifier) {
      if (isReference(node as Identifier) && !bound.has((node as Identifier).text)) found.push(node as Identifier);
      return;
    }
    const inner = declaresNames(node) ? new Set([...bound, ...declaredIn(node)]) : bound;
    node.forEachChild((child) => visit(child, inner));
  }
}

function isTypeNode(node: Node): boolean {
  return (
    (node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode) ||
    node.kind === SyntaxKind.TypeParameter ||
    node.kind === SyntaxKind.InterfaceDeclaration ||
    node.kind === SyntaxKind.TypeAliasDeclaration
  );
}

/** Whether an identifier stands for a value: not a property's name, a label or a declaration. */
export function isReference(node: Identifier): boolean {
  const parent = node.parent as Node & { name?: Node; propertyName?: Node; label?: Node };
  if (!parent) return true;
  if (parent.kind === SyntaxKind.ShorthandPropertyAssignment) return true;
  if (parent.propertyName === node || parent.label === node) return false;
  return parent.name !== node;
}

function declaresNames(node: Node): boolean {
  switch (node.kind) {
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.Block:
    case SyntaxKind.ForStatement:
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
    case SyntaxKind.CaseBlock:
    case SyntaxKind.CatchClause:
      return true;
    default:
      return false;
  }
}

/** The names that a node declares for what is inside it; those of inner functions are theirs. */
function declaredIn(node: Node): string[] {
  const names: string[] = [];
  const collect = (at: Node): void => {
    const name = (at as { name?: Node }).name;
    const declares = [
      SyntaxKind.VariableDeclaration,
      SyntaxKind.Parameter,
      SyntaxKind.BindingElement,
      SyntaxKind.FunctionDeclaration,
      SyntaxKind.ClassDeclaration,
      SyntaxKind.EnumDeclaration,
    ];
    if (name?.kind === SyntaxKind.Identifier && declares.includes(at.kind)) names.push((name as Identifier).text);
    if (at !== node && declaresNames(at)) return;
    at.forEachChild(collect);
  };
  collect(node);
  if ((node as { name?: Identifier }).name?.kind === SyntaxKind.Identifier) names.push((node as unknown as { name: Identifier }).name.text);
  return names;
}

/** What `component(…)` inside a function captures: known values only. `undefined` if something else is reported. */
export function captureKnown(cx: Context, fn: Fn, scope: Scope, open: readonly Fn[] = []): Capture[] | undefined {
  const captures: Capture[] = [];
  for (const { name, uses } of freeNames(fn.node, scope)) {
    const binding = scope.find(name)!;
    const { node, unset } = binding;
    const meaning = meaningIn(binding);
    if (meaning === fn && open.length > 0) continue;
    if (unset) return void fail(cx, uses[0]!, messages.usedBeforeAssigned({ name }));
    const capture =
      meaning instanceof Fn ? captureFunction(cx, name, meaning, uses[0]!, open, captureKnown) : knownCapture(cx, name, meaning, uses[0]!);
    if (!capture) {
      if (!(meaning instanceof Fn || isPoisoned(meaning) || isRefused(meaning)))
        fail(cx, uses[0]!, messages.capturesRuntime({ name, kind: kindOf(meaning) }), {
          related: [{ location: locate(cx, node), message: "declared here" }],
        });
      return undefined;
    }
    captures.push(capture);
  }
  return captures;
}

/** A local function, with what it captures: `capturesOf` finds that. Functions that call each other in a circle cannot be had one by one. */
export function captureFunction(
  cx: Context,
  name: string,
  fn: Fn,
  use: Node,
  open: readonly Fn[],
  capturesOf: (cx: Context, fn: Fn, scope: Scope, open: readonly Fn[]) => Capture[] | undefined,
): Capture | undefined {
  if (open.includes(fn))
    return void fail(cx, use, messages.capturesComponent({ name, kind: "one of several functions that call each other" }));
  const captures = capturesOf(cx, fn, fn.scope, [...open, fn]);
  return captures && { name, fn: fn.node, ...(captures.length > 0 && { captures }) };
}

/** A captured constant; `undefined` for anything else. */
export function knownCapture(cx: Context, name: string, meaning: Meaning, use: Node): Capture | undefined {
  if (meaning === undefined) return { name, value: undefined };
  if (isRefused(meaning)) return void fail(cx, use, messages.capturesComponent({ name, kind: kindOf(meaning) }));
  const value = isKnown(meaning) ? toJson(meaning) : undefined;
  return value === undefined ? undefined : { name, value };
}

function isRefused(meaning: Meaning): boolean {
  return meaning instanceof ComponentRef || meaning instanceof PipelineRef;
}
