import { type Location, messages } from "@typeline/diagnostics";
import { kebab } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import {
  type ArrowFunction,
  type BindingElement,
  type CallExpression,
  type Identifier,
  type Node,
  type ObjectBindingPattern,
  type ParameterDeclaration,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { acceptsConstant } from "../types/parameter-type.ts";
import type { Interface } from "../types/value-type.ts";
import { refuseCalledSteps } from "./called-steps.ts";
import { type Capture, captureKnown } from "./captures.ts";
import { type ContainerSpec, readContainer } from "./containers.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { atModuleLevel } from "./names.ts";
import type { Scope } from "./scope.ts";
import { type ComponentSettings, OPTION_NAMES } from "./settings.ts";
import { optionsObject, readSettings } from "./settings-reader.ts";
import { checkStepCode, type EnvReads, envReads } from "./step-code.ts";
import { ComponentRef, Fn, isKnown, isPoisoned, kindOf, LibraryName, type Meaning, poison, toJson } from "./values.ts";

/** A step, as its declaration says it. */
export type Component = NodeComponent | ContainerComponent | ImporterComponent | KeepComponent;

interface ComponentBase {
  /** Kebab-case. */
  readonly name: string;
  readonly interface: Interface;
  /** Defaults that are constants, by input. Others stay in the code. */
  readonly defaults: ReadonlyMap<string, Json>;
  readonly settings: ComponentSettings;
  readonly source: Location;
}

/** `component(…)` and `compute(…)`: a function of the author's. */
export interface NodeComponent extends ComponentBase {
  readonly kind: "node";
  /** The function expression, or the name of a function. */
  readonly fn: Node;
  readonly captures: readonly Capture[];
  /** A `compute`: its function takes nothing, what it captures are its inputs. */
  readonly isCompute: boolean;
  /** Whether the function looks at `context.run`, `context.task`: they are inputs then, and end the sharing of cached results. */
  readonly uses: { readonly run: boolean; readonly task: boolean };
  /** What it reads from its process. */
  readonly env: EnvReads;
}

/** `container(…)`: any image and command. */
export interface ContainerComponent extends ComponentBase {
  readonly kind: "container";
  /** One of ours, that engines may know and run without a pod. */
  readonly builtin?: "fail" | undefined;
  readonly spec: ContainerSpec;
}

/** `importArtifact(…)`. */
export interface ImporterComponent extends ComponentBase {
  readonly kind: "importer";
  readonly reimport: boolean;
  readonly metadata: readonly (readonly [key: string, value: { readonly constant: Json } | { readonly input: string }])[];
}

/** The one task that the compiler adds: it repeats a parameter, or copies an artifact, as its output. */
export interface KeepComponent extends ComponentBase {
  readonly kind: "keep";
}

/** `component(fn, options)`, `container(spec, options)`. */
export function makeComponent(cx: Context, node: CallExpression, kind: "component" | "container", scope: Scope): Meaning {
  const made = cx.made.get(node);
  if (made !== undefined) return made;
  const meaning = atModuleLevel(cx, () => readComponent(cx, node, kind, scope));
  // In a function each call makes its own: what it captures may differ.
  if (!scope.parent) cx.made.set(node, meaning);
  return meaning;
}

function readComponent(cx: Context, node: CallExpression, kind: "component" | "container", scope: Scope): Meaning {
  const [fnNode, optionsNode] = node.arguments as unknown as readonly Node[];
  if (!fnNode) return poison;
  const fn = evaluate(cx, fnNode, scope);
  const iface = interfaceOf(cx, node);
  if (isPoisoned(fn) || !iface) return poison;
  if (!(fn instanceof Fn) && !(fn instanceof LibraryName))
    return fail(cx, fnNode, messages.notAFunction({ text: excerpt(cx, fnNode), kind: kindOf(fn) }));
  const allowed = kind === "component" ? OPTION_NAMES.component : OPTION_NAMES.container;
  const options = optionsNode && optionsObject(cx, evaluate(cx, optionsNode, scope), optionsNode, allowed);
  const settings = readSettings(cx, options, optionsNode ?? node);
  const defaults = fn instanceof Fn ? defaultsOf(cx, fn, iface) : new Map<string, Json>();
  const braced = [...defaults].filter(([, value]) => JSON.stringify(value).includes("{{")).map(([input]) => input);
  const base: ComponentBase = {
    name: kebab(settings.name ?? variableName(node), "component"),
    interface: iface,
    defaults,
    settings,
    source: locate(cx, node),
  };
  if (kind === "container") {
    if (braced[0] !== undefined) return fail(cx, node, messages.bracesInConstant({ input: braced[0], brace: "{{" }));
    const spec = fn instanceof Fn ? readContainer(cx, fn, iface, node) : undefined;
    return spec ? new ComponentRef({ ...base, kind: "container", spec }) : poison;
  }
  // An engine would take it for a placeholder of its own; in the code it is safe.
  for (const input of braced) defaults.delete(input);
  const captures = fn instanceof Fn ? captureKnown(cx, fn, scope) : [];
  if (!captures || (fn instanceof Fn && refuseCalledSteps(cx, fn.node, fn.scope))) return poison;
  if (fn instanceof Fn) checkStepCode(cx, fn.node, fn.scope);
  // A function of an enclosing function cannot be named from outside: its own text is bundled.
  const text =
    fn instanceof Fn && fnNode.kind === SyntaxKind.Identifier && scope.find((fnNode as Identifier).text) ? fn.node : unwrap(fnNode);
  return new ComponentRef({
    ...base,
    kind: "node",
    fn: text,
    captures,
    isCompute: false,
    uses: fn instanceof Fn ? contextUse(fn) : { run: true, task: true },
    env: fn instanceof Fn ? envReads(fn.node, fn.scope) : [],
  });
}

/** `(fn satisfies F)` → `fn`. */
export function unwrap(node: Node): Node {
  let at = node;
  while (
    at.kind === SyntaxKind.ParenthesizedExpression ||
    at.kind === SyntaxKind.AsExpression ||
    at.kind === SyntaxKind.SatisfiesExpression ||
    at.kind === SyntaxKind.NonNullExpression
  )
    at = (at as unknown as { expression: Node }).expression;
  return at;
}

/** The interface of what a call makes, asked once. */
export function interfaceOf(cx: Context, node: Node): Interface | undefined {
  if (!cx.interfaces.has(node)) cx.interfaces.set(node, cx.program.interfacesOf([node], cx.diagnostics)[0]);
  return cx.interfaces.get(node);
}

/** What a declaration is named after: its variable, the property that holds it, or its file. */
export function variableName(node: Node): string {
  for (let at = node.parent; at; at = at.parent) {
    if (at.kind === SyntaxKind.VariableDeclaration || at.kind === SyntaxKind.PropertyAssignment) {
      const { name } = at as unknown as { name: Identifier };
      return name.text ?? "";
    }
    if (at.kind === SyntaxKind.SourceFile)
      return (at as unknown as { fileName: string }).fileName.replace(/^.*\//, "").replace(/\.\w+$/, "");
    if (at.kind === SyntaxKind.ArrowFunction || at.kind === SyntaxKind.FunctionExpression || at.kind === SyntaxKind.FunctionDeclaration) {
      const { name } = at as unknown as { name?: Identifier };
      if (name) return name.text;
    }
  }
  return "";
}

/** The defaults in a function's parameter: `({ epochs = 20 }: { epochs?: Int })`, wherever they can be known. */
export function defaultsOf(cx: Context, fn: Fn, iface: Interface): Map<string, Json> {
  const result = new Map<string, Json>();
  const silent: Context = { ...cx, diagnostics: () => {} };
  for (const [name, element] of parameterElements(fn)) {
    const port = iface.inputs.find((input) => input.name === name);
    if (!element.initializer || !port?.optional) continue;
    const meaning = evaluate(silent, element.initializer, fn.scope);
    const value = isKnown(meaning) && meaning !== undefined ? toJson(meaning) : undefined;
    if (value !== undefined && value !== null && !acceptsConstant(port.type, value)) result.set(name, value);
  }
  return result;
}

/** The elements of the first parameter's pattern, by input. */
export function parameterElements(fn: Fn): [name: string, element: BindingElement][] {
  const pattern = ((fn.node as ArrowFunction).parameters as unknown as readonly ParameterDeclaration[])[0]?.name;
  if (pattern?.kind !== SyntaxKind.ObjectBindingPattern) return [];
  return ((pattern as ObjectBindingPattern).elements as unknown as readonly BindingElement[])
    .filter((element) => !element.dotDotDotToken)
    .map((element) => [((element.propertyName ?? element.name) as Identifier).text ?? "", element]);
}

/** Which parts of its context a function may look at. */
function contextUse(fn: Fn): { run: boolean; task: boolean } {
  const context = ((fn.node as ArrowFunction).parameters as unknown as readonly ParameterDeclaration[])[1];
  if (!context) return { run: false, task: false };
  if (context.name.kind !== SyntaxKind.ObjectBindingPattern) return { run: true, task: true };
  const elements = (context.name as ObjectBindingPattern).elements as unknown as readonly BindingElement[];
  const uses = (name: string) =>
    elements.some((element) => element.dotDotDotToken || ((element.propertyName ?? element.name) as Identifier).text === name);
  return { run: uses("run"), task: uses("task") };
}
