import { messages } from "@typeline/diagnostics";
import { type CallExpression, type Identifier, type Node, type PropertyAccessExpression, SyntaxKind } from "../1-read/syntax.ts";
import type { Port, ValueType } from "../types/value-type.ts";
import { assignedAmong } from "./assigned.ts";
import { refuseCalledSteps } from "./called-steps.ts";
import { type Capture, captureFunction, type FreeName, freeNames, knownCapture } from "./captures.ts";
import { type NodeComponent, unwrap } from "./components.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { asRead } from "./ownership.ts";
import { mayBeAbsent } from "./patterns.ts";
import { meaningIn, type Scope } from "./scope.ts";
import { checkStepCode, envReads } from "./step-code.ts";
import { callComponent } from "./tasks.ts";
import {
  ComponentRef,
  Fn,
  Gathered,
  isPoisoned,
  isSymbolic,
  kindOf,
  type Meaning,
  PipelineRef,
  poison,
  Rec,
  record,
  Sym,
  TaskRef,
  typeOf,
} from "./values.ts";

/** `compute(() => …)`: a component written in place. What the function captures becomes its inputs. */
export function compute(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [fnArgument, optionsNode] = node.arguments as unknown as readonly Node[];
  const fnNode = unwrap(fnArgument ?? node);
  if (fnNode.kind !== SyntaxKind.ArrowFunction && fnNode.kind !== SyntaxKind.FunctionExpression)
    return fail(cx, fnNode, messages.computeFunction({ text: excerpt(cx, fnNode) }));
  const captured = new Captured(cx, node);
  const captures = captured.of(fnNode, scope, []);
  if (!captures || refuseCalledSteps(cx, fnNode, scope)) return poison;
  checkStepCode(cx, fnNode, scope);
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
    captures,
    isCompute: true,
    uses: { run: false, task: false },
    env: envReads(fnNode, scope),
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

/** Collects what a `compute` captures: inputs for what only a run knows, constants for the rest. */
class Captured {
  readonly ports: Port[] = [];
  readonly arguments: [string, Meaning][] = [];
  readonly #cx: Context;
  readonly #compute: Node;
  /** Inputs by what they are given: what is captured twice comes in once. */
  readonly #inputs = new Map<Meaning, string>();
  constructor(cx: Context, compute: Node) {
    this.#cx = cx;
    this.#compute = compute;
  }

  /** What a function captures; `undefined` if something cannot be captured, which is reported. `open` are the functions around it. */
  of(fn: Node, scope: Scope, open: readonly Fn[]): Capture[] | undefined {
    const names = freeNames(fn, scope);
    const assigned = assignedAmong(fn, new Set(names.flatMap(({ uses }) => uses)));
    if (assigned) return void fail(this.#cx, assigned, messages.assignsCaptured({ name: assigned.text }));
    const captures: Capture[] = [];
    for (const free of names) {
      if (open.length > 0 && scope.find(free.name)!.meaning === open.at(-1)) continue;
      const capture = this.#take(free, scope, open);
      if (!capture) return undefined;
      captures.push(capture);
    }
    return captures;
  }

  #take({ name, uses }: FreeName, scope: Scope, open: readonly Fn[]): Capture | undefined {
    const binding = scope.find(name)!;
    const use = uses[0]!;
    if (binding.unset) return void fail(this.#cx, use, messages.usedBeforeAssigned({ name }));
    const meaning = asRead(this.#cx, meaningIn(binding), use);
    if (isPoisoned(meaning)) return undefined;
    if (binding.mutable) binding.captured = this.#compute;
    if (meaning instanceof TaskRef || (meaning instanceof Rec && isSymbolic(meaning))) return this.#properties(name, meaning, uses);
    if (meaning instanceof Fn && isLocal(meaning))
      return captureFunction(this.#cx, name, meaning, use, open, (_, fn, inner, around) => this.of(fn.node, inner, around));
    if (!isSymbolic(meaning)) return knownCapture(this.#cx, name, meaning, use) ?? this.#refuse(name, meaning, use);
    const type = typeOf(meaning);
    // What is wrong with a gathered list has been reported where it is gathered.
    if (!type && meaning instanceof Gathered) return undefined;
    return type ? { name, input: this.#input(name, meaning, type) } : this.#refuse(name, meaning, use);
  }

  /** Of a task or an object, only the properties that are read; all of them where it is used whole. */
  #properties(name: string, meaning: TaskRef | Rec, uses: readonly Identifier[]): Capture {
    const fields = meaning instanceof TaskRef ? meaning.outputs : meaning.fields;
    const read = uses.map(propertyRead);
    const wanted = read.includes(undefined) ? [...fields.keys()] : [...new Set(read as string[])];
    const inputs: [string, string][] = [];
    const nulls: string[] = [];
    for (const property of wanted) {
      const value = asRead(this.#cx, fields.get(property), uses[0]!);
      if (value === null) nulls.push(property);
      const type = typeOf(value);
      if (value === undefined || value === null || !type) continue;
      inputs.push([property, this.#input(`${name}_${property}`, value, type)]);
    }
    return { name, inputs: record(inputs), ...(nulls.length > 0 && { nulls }) };
  }

  /** Declares an input and gives its name. */
  #input(wanted: string, meaning: Meaning, type: ValueType): string {
    const before = this.#inputs.get(meaning);
    if (before !== undefined) return before;
    let name = wanted;
    for (let count = 2; this.ports.some((port) => port.name === name); count++) name = `${wanted}_${count}`;
    // Whether what is put together gives `undefined` is not looked into.
    const optional = meaning instanceof Sym && (mayBeAbsent(meaning) || meaning.value.kind === "assembled");
    this.ports.push({ name, type, optional });
    this.arguments.push([name, meaning]);
    this.#inputs.set(meaning, name);
    return name;
  }

  #refuse(name: string, meaning: Meaning, use: Node): undefined {
    if (!(meaning instanceof ComponentRef || meaning instanceof PipelineRef))
      fail(this.#cx, use, messages.capturesComponent({ name, kind: kindOf(meaning) }));
    return undefined;
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
