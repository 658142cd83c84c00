import { messages, type Report } from "@typeline/diagnostics";
import type { Json } from "@typeline/runtime";
import type { Program } from "../1-read/program.ts";
import { type CallExpression, type Identifier, type Node, type SourceFile, SyntaxKind } from "../1-read/syntax.ts";
import type { Interface, Port } from "../types/value-type.ts";
import { asValue } from "./arguments.ts";
import { checkCacheKeys } from "./cache-keys.ts";
import type { Component } from "./components.ts";
import { type BuildEnvironment, type Context, fail, hasten, warn } from "./context.ts";
import { plainOutput } from "./keep.ts";
import { meaningOf } from "./names.ts";
import { declarationName, inputNode, outputNode, type Pipeline, type PipelineSettings, readBody } from "./pipelines.ts";
import { artifactOf, emptyRegion, type GraphInput, type PipelineGraph, type Region, type TaskNode, type Value } from "./regions.ts";
import { mergeSettings } from "./settings.ts";
import { ComponentRef, isKnown, isPoisoned, kindOf, type Meaning, PipelineRef, Rec, Sym, toJson } from "./values.ts";

/** A pipeline of the asked files, read. */
export interface RootPipeline {
  readonly exportName: string;
  readonly file: string;
  readonly options: PipelineSettings;
  /** Variables of the build that it was made with. */
  readonly buildEnv: ReadonlyMap<string, string>;
  readonly graph: PipelineGraph;
}

/** A new start: nothing is remembered from one compilation to the next. */
export function createContext(program: Program, environment: BuildEnvironment, report: Report): Context {
  // What a loop that is unrolled says again at each turn is said once.
  const said = new Set<string>();
  const cx: Context = {
    program,
    environment,
    configNode: undefined,
    graph: undefined,
    journal: undefined,
    turns: 0,
    tries: [],
    births: new WeakMap(),
    stack: [],
    steps: 0,
    interfaces: new Map(),
    modules: new Map(),
    declarations: new Map(),
    made: new Map(),
    buildEnv: new Map(),
    buildEnvOf: new Map(),
    dataFiles: new Set(),
    failed: false,
    diagnostics(diagnostic) {
      const { code, message, location, severity } = diagnostic;
      const words = JSON.stringify([code, message, location]);
      if (said.has(words)) return;
      said.add(words);
      if (severity === "error") {
        cx.failed = true;
        hasten(cx);
      }
      report(diagnostic);
    },
  };
  return cx;
}

/** The exported pipelines of a file (or the one of that name), each read into a region graph. Components of the file are checked too. */
export function analyzeFile(cx: Context, file: SourceFile, only: string | undefined): RootPipeline[] {
  askInterfaces(cx, file);
  const found: RootPipeline[] = [];
  for (const [exportName, declaration] of cx.program.exportsOf(file)) {
    // What a module only passes on belongs to the module that declares it.
    if (declaration.kind !== "source" || declaration.file.fileName !== file.fileName || !mayMake(declaration.node)) continue;
    const { node } = declaration;
    const wanted = (name: string) => only === undefined || only === exportName || only === name;
    within(cx, node, exportName, () => {
      const meaning = meaningOf(cx, declaration, node);
      const push = (read: () => Pick<RootPipeline, "options" | "graph">) =>
        found.push({ exportName, file: file.fileName, ...noting(cx, node, read) });
      if (meaning instanceof PipelineRef && wanted(meaning.pipeline.name))
        push(() => ({ options: meaning.pipeline.options, graph: readRoot(cx, meaning.pipeline) }));
      else if (only !== undefined && meaning instanceof ComponentRef && wanted(meaning.component.name))
        push(() => ({ options: soloOptions(cx, node), graph: soloGraph(cx, meaning.component) }));
    });
  }
  return found;
}

/** Reads a declaration. One that is nested more deeply than JavaScript's stack, or makes a text longer than JavaScript's, is reported like any other mistake. */
function within(cx: Context, node: Node, name: string, read: () => void): void {
  cx.steps = 0;
  try {
    read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    cx.graph = undefined;
    cx.stack.length = 0;
    const isDeep = /call stack/i.test(error.message);
    fail(cx, node, isDeep ? messages.nestedTooDeeply({ name }) : messages.builtinFailed({ text: name, reason: error.message }));
  }
}

/** Notes which variables of the build a pipeline was made with: those of its declaration, and those that its body reads. */
function noting<T>(cx: Context, declaration: Node, read: () => T): T & Pick<RootPipeline, "buildEnv"> {
  const outer = cx.buildEnv;
  cx.buildEnv = new Map(cx.buildEnvOf.get(declaration));
  const root = read();
  const buildEnv = cx.buildEnv;
  cx.buildEnv = outer;
  return { ...root, buildEnv };
}

/** The value of a module's default export, if all of it is known: for `typeline.config.ts`. */
export function readDefault(cx: Context, file: SourceFile): Json | undefined {
  const declaration = cx.program.exportsOf(file).get("default");
  const meaning = declaration && meaningOf(cx, declaration, file);
  const value = meaning === undefined || !isKnown(meaning) ? undefined : toJson(meaning);
  if (value === undefined && !isPoisoned(meaning))
    fail(cx, file, messages.configNotKnown({ kind: declaration ? kindOf(meaning) : "nothing" }));
  return value;
}

/** A component by itself is described by its own TSDoc. */
function soloOptions(cx: Context, declaration: Node): PipelineSettings {
  return { description: cx.program.documentationOf(declaration), defaults: {} };
}

/** KFP's own SDK loads a pipeline only if its artifacts have titles of KFP's or Google's namespace (`kfp.dsl.structures`, `validate_schema_title`). */
function warnOfTitles(cx: Context, iface: Interface, node: Node): void {
  for (const { type } of [...iface.inputs, ...iface.outputs]) {
    const title = artifactOf(type)?.schemaTitle;
    if (title !== undefined && !/^(system|google)\./.test(title)) warn(cx, node, messages.foreignArtifactTitle({ title }));
  }
}

/** One component as a pipeline: a DAG with just that task, which has its inputs and its outputs. */
function soloGraph(cx: Context, component: Component): PipelineGraph {
  const inputs = component.interface.inputs.map((port) => graphInput(port, component.defaults.get(port.name)));
  const body = emptyRegion();
  const task: TaskNode = {
    kind: "task",
    name: component.name,
    region: body,
    component,
    arguments: new Map(
      inputs.map(({ name, type, optional }): [string, Value] => [name, { kind: "input", name, type, mayBeAbsent: optional }]),
    ),
    after: [],
    settings: mergeSettings(cx.environment.defaults, component.settings, cx.environment.components.get(component.name) ?? {}),
    source: component.source,
  };
  const outputs = component.interface.outputs.map((port): [string, Value] => [
    port.name,
    { kind: "output", of: task, name: port.name, type: port.type },
  ]);
  body.nodes.push(task);
  return {
    name: component.name,
    interface: component.interface,
    inputs,
    body,
    outputs: new Map(outputs),
    source: component.source,
  };
}

function graphInput(port: Port, value: Json | undefined): GraphInput {
  const { name, type, optional, description } = port;
  return { name, type, optional, ...(value !== undefined && { default: value }), ...(description !== undefined && { description }) };
}

/** Whether a declaration can be a pipeline or component: a constant, or a default export. Types and functions are not evaluated. */
function mayMake(node: Node): boolean {
  return (
    node.kind === SyntaxKind.VariableDeclaration || node.kind === SyntaxKind.ExportAssignment || node.kind === SyntaxKind.BindingElement
  );
}

const MAKERS = new Set(["component", "container", "pipeline"]);

/** Asks for the interfaces of all components and pipelines of a file at once: one question costs as much as a hundred. */
function askInterfaces(cx: Context, file: SourceFile): void {
  const calls: Node[] = [];
  const visit = (node: Node): void => {
    const callee = node.kind === SyntaxKind.CallExpression ? ((node as CallExpression).expression as Identifier) : undefined;
    if (callee?.kind === SyntaxKind.Identifier && MAKERS.has(callee.text) && !cx.interfaces.has(node)) calls.push(node);
    // The bodies of components hold no components; those of pipelines none either.
    else node.forEachChild(visit);
  };
  file.forEachChild(visit);
  const interfaces = cx.program.interfacesOf(calls, cx.diagnostics);
  for (const [index, call] of calls.entries()) cx.interfaces.set(call, interfaces[index]);
}

function readRoot(cx: Context, pipeline: Pipeline): PipelineGraph {
  const inputs = pipeline.interface.inputs.map((port) => graphInput(port, pipeline.defaults.get(port.name)));
  const bindings = inputs.map(({ name, type, optional, default: value }): [string, Meaning] => [
    name,
    new Sym({ kind: "input", name, type, mayBeAbsent: optional && value === undefined }, type, inputNode(pipeline, name)),
  ]);
  const { graph } = readBody(cx, pipeline, new Rec(bindings), inputs, {}, undefined, (body, results) =>
    rootOutputs(cx, pipeline, body, results),
  );
  if (graph.body.nodes.length === 0 && !cx.failed) fail(cx, declarationName(pipeline.node), messages.noTasks({ pipeline: pipeline.name }));
  checkCacheKeys(cx, graph);
  warnOfTitles(cx, pipeline.interface, declarationName(pipeline.node));
  return graph;
}

/** The outputs of a root pipeline: each is the output of a task. */
function rootOutputs(cx: Context, pipeline: Pipeline, body: Region, results: ReadonlyMap<string, Meaning>): Map<string, Value> {
  const outputs = new Map<string, Value>();
  for (const port of pipeline.interface.outputs) {
    const meaning = results.get(port.name);
    if (meaning === undefined || isPoisoned(meaning)) continue;
    const at = outputNode(pipeline, port.name);
    const value = asValue(meaning);
    const output = value && plainOutput(cx, body, value, port.type, { name: port.name, at });
    if (output) outputs.set(port.name, output);
    else if (!value) fail(cx, at, messages.outputNotPlain({ output: port.name, kind: kindOf(meaning) }));
  }
  return outputs;
}
