import { type Location, messages } from "@typeline/diagnostics";
import { kebab } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import { type ArrowFunction, type Block, type CallExpression, type Node, type ReturnStatement, SyntaxKind } from "../1-read/syntax.ts";
import type { Interface } from "../types/value-type.ts";
import { warnOfAwaits } from "./awaits.ts";
import { defaultsOf, interfaceOf, parameterElements, variableName } from "./components.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { fallbacksOf } from "./fallbacks.ts";
import { apply } from "./functions.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { mayNotBeThere } from "./missing.ts";
import { atModuleLevel } from "./names.ts";
import type { Fact, GraphInput, PipelineGraph, Region, Value } from "./regions.ts";
import type { Scope } from "./scope.ts";
import { mergeSettings, OPTION_NAMES, type Settings } from "./settings.ts";
import { checkDuration, optionNode, optionsObject, readSettings } from "./settings-reader.ts";
import {
  Fn,
  Gathered,
  isKnown,
  isPoisoned,
  kindOf,
  type Meaning,
  Missing,
  PipelineRef,
  poison,
  Rec,
  Sym,
  TaskRef,
  toJson,
} from "./values.ts";
import { STRING } from "./vocabulary.ts";

/** A pipeline, as its declaration says it. */
export interface Pipeline {
  /** Kebab-case. */
  readonly name: string;
  readonly node: Node;
  readonly fn: Fn;
  readonly interface: Interface;
  /** Defaults of inputs; all of a pipeline's are constants. */
  readonly defaults: ReadonlyMap<string, Json>;
  readonly options: PipelineSettings;
  readonly source: Location;
  /** The readings so far, by the shape of the call. */
  readonly readings: Map<string, Reading | "busy">;
}

/** Options of the whole pipeline. */
export interface PipelineSettings {
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly root?: string | undefined;
  readonly labels?: Json | undefined;
  readonly schedule?: Json | undefined;
  readonly timeout?: string | undefined;
  readonly ttl?: Json | undefined;
  readonly workspace?: { readonly size: string; readonly storageClass?: string } | undefined;
  readonly parallelism?: number | undefined;
  readonly serviceAccount?: string | undefined;
  readonly defaults: Settings;
}

/** A body, read with certain inputs. */
export interface Reading {
  readonly graph: PipelineGraph;
  /** Variables of the build that the body read. */
  readonly buildEnv: ReadonlyMap<string, string>;
  /** What it returns, by output, in the words of its own inputs and tasks. */
  readonly results: ReadonlyMap<string, Meaning>;
}

/** `pipeline(body, options)`. */
export function makePipeline(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const made = cx.made.get(node);
  if (made !== undefined) return made;
  const meaning =
    scope.parent || cx.graph
      ? fail(cx, node, messages.pipelineInside({ text: excerpt(cx, node.expression) }))
      : atModuleLevel(cx, () => declarePipeline(cx, node, scope));
  cx.made.set(node, meaning);
  return meaning;
}

function declarePipeline(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [fnNode, optionsNode = node] = node.arguments as unknown as readonly Node[];
  if (!fnNode) return poison;
  const fn = evaluate(cx, fnNode, scope);
  const iface = interfaceOf(cx, node);
  if (isPoisoned(fn) || !iface) return poison;
  if (!(fn instanceof Fn)) return fail(cx, fnNode, messages.notAFunction({ text: excerpt(cx, fnNode), kind: kindOf(fn) }));
  const given =
    node.arguments.length > 1 ? optionsObject(cx, evaluate(cx, optionsNode, scope), optionsNode, OPTION_NAMES.pipeline) : undefined;
  const named = given?.fields.get("name");
  const name = kebab(typeof named === "string" ? named : variableName(node), "pipeline");
  const defaults = new Map([...defaultsOf(cx, fn, iface), ...fallbacksOf(cx, fn, iface)]);
  const unknown = parameterElements(fn).filter(([input, element]) => element.initializer && !defaults.has(input));
  for (const [input, element] of unknown)
    fail(cx, element, messages.defaultNotConstant({ input, text: excerpt(cx, element.initializer!) }));
  if (unknown.length > 0) return poison;
  return new PipelineRef({
    name,
    node,
    fn,
    interface: iface,
    defaults,
    options: readOptions(cx, given, optionsNode, node),
    source: locate(cx, node),
    readings: new Map(),
  });
}

function readOptions(cx: Context, given: Rec | undefined, optionsNode: Node, node: Node): PipelineSettings {
  const known = (name: string): Json | undefined => {
    const settings = given && new Rec([[name, given.fields.get(name)]]);
    return settings && knownOption(cx, settings, name, optionsNode);
  };
  const defaultsNode = optionNode(optionsNode, "defaults");
  const defaults = optionsObject(cx, given?.fields.get("defaults"), defaultsNode, OPTION_NAMES.defaults);
  const { name: _, packages: __, ...settings } = readSettings(cx, defaults, defaultsNode);
  const [timeout, ttl] = [known("timeout"), known("ttl")];
  checkDuration(cx, timeout, optionsNode, "timeout");
  if (typeof ttl !== "object") checkDuration(cx, ttl, optionsNode, "ttl");
  else for (const [end, value] of Object.entries(ttl ?? {})) checkDuration(cx, value, optionsNode, "ttl", end);
  return {
    displayName: known("displayName") as string | undefined,
    description: (known("description") as string | undefined) ?? cx.program.documentationOf(declarationNode(node)),
    root: known("root") as string | undefined,
    labels: known("labels"),
    schedule: known("schedule"),
    timeout: timeout as string | undefined,
    ttl,
    workspace: known("workspace") as PipelineSettings["workspace"],
    parallelism: known("parallelism") as number | undefined,
    serviceAccount: known("serviceAccount") as string | undefined,
    defaults: settings,
  };
}

function knownOption(cx: Context, options: Rec, name: string, node: Node): Json | undefined {
  const meaning = options.fields.get(name);
  if (meaning === undefined || isPoisoned(meaning)) return undefined;
  const value = isKnown(meaning) ? toJson(meaning) : undefined;
  if (value === undefined) fail(cx, optionNode(node, name), messages.optionSymbolic({ option: name, kind: kindOf(meaning) }));
  return value;
}

/** Where the body's last `return` gives an output; else the body itself. */
export function outputNode({ fn }: Pipeline, output: string): Node {
  const { body } = fn.node as ArrowFunction;
  if (body.kind !== SyntaxKind.Block) return optionNode(body, output);
  const returned = (body as Block).statements.findLast((statement) => statement.kind === SyntaxKind.ReturnStatement) as
    | ReturnStatement
    | undefined;
  return returned?.expression ? optionNode(returned.expression, output) : (returned ?? declarationName(fn.node));
}

/** Where the body names an input. */
export function inputNode({ fn, node }: Pipeline, input: string): Node {
  return parameterElements(fn).find(([name]) => name === input)?.[1].name ?? node;
}

/** The name of the variable that a declaration is in: a better place for a message than the whole body. */
export function declarationName(node: Node): Node {
  const declaration = declarationNode(node);
  return declaration.kind === SyntaxKind.VariableDeclaration ? (declaration as unknown as { name: Node }).name : node;
}

/** The statement that declares what a call makes: TSDoc stands before it. */
export function declarationNode(node: Node): Node {
  let at = node;
  while (at.parent && at.parent.kind !== SyntaxKind.SourceFile && at.kind !== SyntaxKind.VariableDeclaration) at = at.parent;
  return at;
}

/** Reads the body with the given inputs in the place of its parameter. */
export function readBody(
  cx: Context,
  pipeline: Pipeline,
  bindings: Rec,
  inputs: readonly GraphInput[],
  inherited: Settings,
  at: Node | undefined,
  outputsOf: (body: Region, results: ReadonlyMap<string, Meaning>) => Map<string, Value> = () => new Map(),
): Reading {
  const outer = { graph: cx.graph, buildEnv: cx.buildEnv, journal: cx.journal, turns: cx.turns, tries: cx.tries };
  const builder = new GraphBuilder(mergeSettings(inherited, pipeline.options.defaults));
  Object.assign(cx, { graph: builder, buildEnv: new Map(), journal: undefined, turns: 0, tries: [] });
  try {
    const returned = apply(cx, pipeline.fn, [bindings, new Rec([["run", runFacts(pipeline.node)]])], at);
    const results = resultsOf(cx, pipeline, returned);
    const outputs = outputsOf(builder.body, results);
    warnOfAwaits(cx, builder.awaits);
    const graph: PipelineGraph = {
      name: pipeline.name,
      interface: pipeline.interface,
      inputs,
      body: builder.body,
      outputs,
      source: pipeline.source,
    };
    return { graph, buildEnv: cx.buildEnv, results };
  } finally {
    for (const [name, value] of cx.buildEnv) outer.buildEnv.set(name, value);
    Object.assign(cx, outer);
  }
}

/** `run.id` and the like: an engine's placeholders. */
function runFacts(node: Node): Rec {
  const facts: Fact["fact"][] = ["id", "name", "createdAt", "scheduledAt"];
  return new Rec(facts.map((fact) => [fact, new Sym({ kind: "fact", fact, type: STRING }, STRING, node)]));
}

/** What leaves the pipeline: a list that a loop gathers is one value, and everything is there. */
function resultOf(cx: Context, meaning: Meaning, at: Node): Meaning {
  if (meaning instanceof Missing) return mayNotBeThere(cx, at, meaning);
  return meaning instanceof Gathered ? meaning.list() : meaning;
}

/** What the body returns, by declared output. */
function resultsOf(cx: Context, pipeline: Pipeline, returned: Meaning): Map<string, Meaning> {
  const { interface: iface } = pipeline;
  if (isPoisoned(returned) && !(returned instanceof Rec)) return new Map();
  if (iface.bare) return new Map([["Output", resultOf(cx, returned, outputNode(pipeline, "Output"))]]);
  const fields = returned instanceof Rec ? returned.fields : returned instanceof TaskRef ? returned.outputs : new Map<string, Meaning>();
  const results = new Map<string, Meaning>();
  for (const port of iface.outputs) {
    const meaning = fields.get(port.name);
    const at = outputNode(pipeline, port.name);
    if (meaning === undefined) fail(cx, at, messages.outputNotReturned({ output: port.name }));
    else results.set(port.name, resultOf(cx, meaning, at));
  }
  return results;
}
