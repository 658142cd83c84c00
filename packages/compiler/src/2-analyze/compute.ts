import { messages } from "@typeline/diagnostics";
import {
  type BinaryExpression,
  type CallExpression,
  type Identifier,
  type Node,
  type PropertyAccessExpression,
  SyntaxKind,
} from "../1-read/syntax.ts";
import type { Port, ValueType } from "../types/value-type.ts";
import { type Capture, type FreeName, freeNames, knownCapture } from "./captures.ts";
import { type NodeComponent, unwrap } from "./components.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { mayBeAbsent } from "./patterns.ts";
import type { Scope } from "./scope.ts";
import { callComponent } from "./tasks.ts";
import { Fn, isPoisoned, isSymbolic, kindOf, type Meaning, poison, Rec, Sym, TaskRef, typeOf } from "./values.ts";

/** `compute(() => …)`: a component written in place. What the function captures becomes its inputs. */
export function compute(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [fnArgument, optionsNode] = node.arguments as unknown as readonly Node[];
  const fnNode = unwrap(fnArgument!);
  if (fnNode.kind !== SyntaxKind.ArrowFunction && fnNode.kind !== SyntaxKind.FunctionExpression)
    return fail(cx, fnNode, messages.computeFunction({ text: excerpt(cx, fnNode) }));
  const captured = new Captured(cx, scope);
  for (const free of transitiveNames(fnNode, scope)) if (!captured.take(free, node)) return poison;
  const assigned = assignedName(fnNode, scope);
  if (assigned) return fail(cx, assigned, messages.assignsCaptured({ name: assigned.text }));
  const outputs = cx.program.outputsOf(fnNode, cx.diagnostics);
  if (!outputs) return poison;
  const component: NodeComponent = {
    kind: "node",
    name: directVariable(node) ?? "compute",
    interface: { inputs: captured.ports, ...oneOutput(outputs) },
    defaults: new Map(),
    settings: {},
    source: locate(cx, node),
    fn: fnNode,
    captures: captured.captures,
    isCompute: true,
    uses: { run: false, task: false },
  };
  const artifact = component.interface.outputs.find(
    (port) => port.type.kind === "struct" && [...port.type.fields.values()].some((field) => field.type.kind.startsWith("artifact")),
  );
  if (artifact) return fail(cx, fnNode, messages.computeArtifacts());
  const options = optionsNode ? [evaluate(cx, optionsNode, scope)] : [];
  return callComponent(cx, component, [new Rec(captured.arguments), ...options], node);
}

/** One output: of an object the fields are selectors. */
function oneOutput({ outputs, bare }: { outputs: readonly Port[]; bare: boolean }): { outputs: readonly Port[]; bare: boolean } {
  if (bare || outputs.length === 0) return { outputs, bare };
  const fields = new Map(outputs.map((port) => [port.name, { type: port.type, optional: port.optional }]));
  return { outputs: [{ name: "Output", type: { kind: "struct", fields }, optional: false }], bare: true };
}

/** The free names of a function, and those of the local functions among them. */
function transitiveNames(fn: Node, scope: Scope): FreeName[] {
  const found = new Map<string, FreeName>();
  const pending = [fn];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const free of freeNames(next, scope)) {
      const before = found.get(free.name);
      found.set(free.name, { name: free.name, uses: [...(before?.uses ?? []), ...free.uses] });
      const { meaning } = scope.find(free.name)!;
      if (!before && meaning instanceof Fn) pending.push(meaning.node);
    }
  }
  return [...found.values()];
}

/** Collects what a `compute` captures: inputs for what only a run knows, constants for the rest. */
class Captured {
  readonly ports: Port[] = [];
  readonly arguments: [string, Meaning][] = [];
  readonly captures: Capture[] = [];
  readonly #cx: Context;
  readonly #scope: Scope;
  constructor(cx: Context, scope: Scope) {
    this.#cx = cx;
    this.#scope = scope;
  }

  /** False if it cannot be captured; that is reported. */
  take({ name, uses }: FreeName, compute: Node): boolean {
    const binding = this.#scope.find(name)!;
    const { meaning } = binding;
    if (isPoisoned(meaning)) return false;
    if (binding.mutable) binding.captured = compute;
    if (meaning instanceof TaskRef || (meaning instanceof Rec && isSymbolic(meaning))) return this.#properties(name, meaning, uses);
    if (meaning instanceof Fn && isLocal(meaning)) return this.captures.push({ name, fn: meaning.node }) > 0;
    if (isSymbolic(meaning)) {
      const type = typeOf(meaning);
      if (!type) return this.#refuse(name, meaning, uses);
      this.captures.push({ name, input: this.#input(name, meaning, type) });
      return true;
    }
    const capture = knownCapture(this.#cx, name, meaning, uses[0]!, this.#scope);
    if (!capture) return this.#refuse(name, meaning, uses);
    this.captures.push(capture);
    return true;
  }

  /** Of a task or an object, only the properties that are read; all of them where it is used whole. */
  #properties(name: string, meaning: TaskRef | Rec, uses: readonly Identifier[]): boolean {
    const fields = meaning instanceof TaskRef ? meaning.outputs : meaning.fields;
    const read = uses.map(propertyRead);
    const wanted = read.includes(undefined) ? [...fields.keys()] : [...new Set(read as string[])];
    const inputs: [string, string][] = [];
    for (const property of wanted) {
      const value = fields.get(property);
      const type = typeOf(value);
      if (value === undefined || !type) continue;
      inputs.push([property, this.#input(`${name}_${property}`, value, type)]);
    }
    this.captures.push({ name, inputs: Object.fromEntries(inputs) });
    return true;
  }

  /** Declares an input and gives its name. */
  #input(wanted: string, meaning: Meaning, type: ValueType): string {
    let name = wanted;
    for (let count = 2; this.ports.some((port) => port.name === name); count++) name = `${wanted}_${count}`;
    this.ports.push({ name, type, optional: meaning instanceof Sym && mayBeAbsent(meaning) });
    this.arguments.push([name, meaning]);
    return name;
  }

  #refuse(name: string, meaning: Meaning, uses: readonly Node[]): false {
    fail(this.#cx, uses[0]!, messages.capturesComponent({ name, kind: kindOf(meaning) }));
    return false;
  }
}

/** Whether a function is declared inside the pipeline; those of a module are bundled by their name. */
function isLocal(fn: Fn): boolean {
  return fn.scope.parent !== undefined || fn.node.kind !== SyntaxKind.FunctionDeclaration || fn.node.parent?.kind !== SyntaxKind.SourceFile;
}

/** `t.n` → "n"; `undefined` where the name is used in another way. */
function propertyRead(use: Identifier): string | undefined {
  const parent = use.parent as PropertyAccessExpression;
  return parent.kind === SyntaxKind.PropertyAccessExpression && parent.expression === use ? parent.name.text : undefined;
}

/** A captured name that the function assigns to. */
function assignedName(fn: Node, scope: Scope): Identifier | undefined {
  const free = new Set(freeNames(fn, scope).flatMap(({ uses }) => uses));
  let found: Identifier | undefined;
  const visit = (node: Node): void => {
    const { left, operatorToken } = node as BinaryExpression;
    const assigns =
      node.kind === SyntaxKind.BinaryExpression &&
      operatorToken.kind >= SyntaxKind.FirstAssignment &&
      operatorToken.kind <= SyntaxKind.LastAssignment;
    if (assigns && free.has(left as Identifier)) found ??= left as Identifier;
    node.forEachChild(visit);
  };
  visit(fn);
  return found;
}

/** The variable that a call initialises, looked at through `await` and parentheses. */
export function directVariable(node: Node): string | undefined {
  let at = node.parent;
  while (
    at &&
    [SyntaxKind.AwaitExpression, SyntaxKind.ParenthesizedExpression, SyntaxKind.AsExpression, SyntaxKind.SatisfiesExpression].includes(
      at.kind,
    )
  )
    at = at.parent;
  if (at?.kind !== SyntaxKind.VariableDeclaration) return undefined;
  return (at as unknown as { name: Identifier }).name.text;
}
