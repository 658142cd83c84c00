import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { messages } from "@typeline/diagnostics";
import type { Declaration } from "../1-read/program.ts";
import {
  type EnumDeclaration,
  type ExportAssignment,
  type Identifier,
  type Node,
  NodeFlags,
  type SourceFile,
  SyntaxKind,
  type VariableDeclaration,
} from "../1-read/syntax.ts";
import { type Context, excerpt, fail, fileOf, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { asRead } from "./ownership.ts";
import { bind } from "./patterns.ts";
import { narrowed } from "./presence.ts";
import { meaningIn, Scope } from "./scope.ts";
import { ArtifactClass, DslName, Fn, fromJson, GlobalName, LibraryName, type Meaning, ModuleRef, poison, Rec } from "./values.ts";

const CONSTANTS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
]);

const ARTIFACT_CLASSES = new Set([
  "Artifact",
  "Dataset",
  "Model",
  "Metrics",
  "ClassificationMetrics",
  "SlicedClassificationMetrics",
  "HTML",
  "Markdown",
]);

/** What a name means: of the nearest scope that has it, else of its module, else of JavaScript. */
export function lookup(cx: Context, identifier: Identifier, scope: Scope): Meaning {
  const binding = scope.find(identifier.text);
  if (binding) {
    if (!binding.unset) return narrowed(cx, asRead(cx, meaningIn(binding), identifier));
    return fail(cx, identifier, messages.usedBeforeAssigned({ name: identifier.text }), {
      related: [{ location: locate(cx, binding.node), message: "declared here" }],
    });
  }
  if (CONSTANTS.has(identifier.text)) return CONSTANTS.get(identifier.text);
  const declaration = declarationOf(cx, identifier);
  // TypeScript has refused it, unless it was told not to look.
  return declaration
    ? meaningOf(cx, declaration, identifier)
    : fail(cx, identifier, messages.unknownGlobal({ text: identifier.text, name: identifier.text }));
}

/** The declaration of a module-level or global name. No scope had it, so it is the same everywhere in the file. */
export function declarationOf(cx: Context, identifier: Identifier): Declaration | undefined {
  const file = fileOf(identifier);
  let names = cx.declarations.get(file);
  if (!names) cx.declarations.set(file, (names = new Map()));
  if (!names.has(identifier.text)) names.set(identifier.text, cx.program.declarationOf(identifier));
  return names.get(identifier.text);
}

/** What a declaration means; `at` is where it is used. */
export function meaningOf(cx: Context, declaration: Declaration, at: Node): Meaning {
  switch (declaration.kind) {
    case "dsl":
      return ARTIFACT_CLASSES.has(declaration.name) ? new ArtifactClass(at, declaration.name) : new DslName(declaration.name);
    case "global":
      return new GlobalName(declaration.name);
    case "library":
      return new LibraryName(declaration.module, declaration.name);
    case "module":
      return new ModuleRef(declaration.file);
    case "data":
      return readData(cx, declaration.path, declaration.format, at);
    case "source":
      return atModuleLevel(cx, () => sourceMeaning(cx, declaration.node, at));
  }
}

/** Evaluates outside of any pipeline: what a module's top level says does not belong to the pipeline that mentions it. */
export function atModuleLevel<T>(cx: Context, work: () => T): T {
  const { graph, journal } = cx;
  cx.graph = undefined;
  cx.journal = undefined;
  try {
    return work();
  } finally {
    Object.assign(cx, { graph, journal });
  }
}

function sourceMeaning(cx: Context, node: Node, at: Node): Meaning {
  const known = cx.modules.get(node);
  if (known === "busy") return fail(cx, at, messages.circularConstant({ name: excerpt(cx, at) }));
  if (!cx.modules.has(node)) {
    cx.modules.set(node, "busy");
    const outer = cx.buildEnv;
    cx.buildEnv = new Map();
    cx.modules.set(node, evaluateDeclaration(cx, node, at));
    cx.buildEnvOf.set(node, cx.buildEnv);
    cx.buildEnv = outer;
  }
  // Who uses a name was made with what the name was made with.
  for (const [name, value] of cx.buildEnvOf.get(node) ?? []) cx.buildEnv.set(name, value);
  return cx.modules.get(node) as Meaning;
}

function evaluateDeclaration(cx: Context, node: Node, at: Node): Meaning {
  switch (node.kind) {
    case SyntaxKind.VariableDeclaration:
      return variable(cx, node as VariableDeclaration, at);
    case SyntaxKind.BindingElement:
      return destructured(cx, node, at);
    case SyntaxKind.FunctionDeclaration:
      return new Fn(node, new Scope(), (node as { name?: Identifier }).name?.text ?? "default");
    case SyntaxKind.EnumDeclaration:
      return enumeration(cx, node as EnumDeclaration, new Scope());
    case SyntaxKind.ClassDeclaration:
      return classMeaning(cx, (node as { name?: Identifier }).name?.text ?? "default", at);
    case SyntaxKind.ExportAssignment:
      return evaluate(cx, (node as ExportAssignment).expression, new Scope());
    default:
      return fail(cx, at, messages.unsupportedDeclaration({ name: excerpt(cx, at) }));
  }
}

/** Of classes only those of artifacts mean something; others are names that nothing can be done with. */
function classMeaning(cx: Context, name: string, at: Node): Meaning {
  return cx.program.artifactClass(at) ? new ArtifactClass(at, name) : new GlobalName(`class ${name}`);
}

function variable(cx: Context, node: VariableDeclaration, at: Node): Meaning {
  const constant = (node.parent.flags & NodeFlags.Const) !== 0;
  if (!constant) {
    return fail(cx, at, messages.mutableModuleVariable({ name: excerpt(cx, at) }), {
      related: [{ location: locate(cx, node), message: "declared with `let` or `var` here" }],
    });
  }
  if (node.initializer) return evaluate(cx, node.initializer, new Scope());
  return fail(cx, at, messages.unsupportedDeclaration({ name: excerpt(cx, at) })); // `declare const`
}

/** `export const { a, b } = …` at module level. */
function destructured(cx: Context, element: Node, at: Node): Meaning {
  let declaration = element;
  while (declaration.kind !== SyntaxKind.VariableDeclaration) {
    if (!declaration.parent || declaration.kind === SyntaxKind.Parameter)
      return fail(cx, at, messages.unsupportedDeclaration({ name: excerpt(cx, at) }));
    declaration = declaration.parent;
  }
  const { name, initializer } = declaration as VariableDeclaration;
  const scope = new Scope();
  if (initializer) bind(cx, name, evaluate(cx, initializer, new Scope()), scope, false);
  return scope.own((element as unknown as { name: Identifier }).name.text)?.meaning ?? poison;
}

/** An `enum`: its members by name, and the names of those that are numbers by number. */
export function enumeration(cx: Context, node: EnumDeclaration, around: Scope): Meaning {
  const members = new Rec();
  const numbers = new Rec();
  const scope = new Scope(around);
  let next: Meaning = 0;
  for (const member of node.members) {
    const name = (member.name as { text: string }).text;
    const value: Meaning = member.initializer ? evaluate(cx, member.initializer, scope) : next;
    members.fields.set(name, value);
    if (typeof value === "number") numbers.fields.set(String(value), name);
    scope.declare(name, value, member);
    next = typeof value === "number" ? value + 1 : undefined;
  }
  // JavaScript has keys that are whole numbers first, in their order.
  const order = [...numbers.fields].sort(([a], [b]) => Number(a) - Number(b));
  return new Rec([...order, ...members.fields]);
}

/** `import rules from "./rules.json"`, `import prompt from "./prompt.txt" with { type: "text" }`. */
function readData(cx: Context, path: string, format: "json" | "text", at: Node): Meaning {
  cx.dataFiles.add(path);
  try {
    const text = readFileSync(path, "utf8");
    return format === "text" ? text : fromJson(JSON.parse(text));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file." : code === undefined ? message : `the system says ${code}.`;
    return fail(cx, at, messages.unreadableData({ path: relative(cx.program.root, path), reason }));
  }
}

/** `ns.name` of an imported module. */
export function exportOf(cx: Context, file: SourceFile, name: string, at: Node): Meaning {
  const declaration = cx.program.exportsOf(file).get(name);
  return declaration ? meaningOf(cx, declaration, at) : undefined;
}
