import { messages } from "@typeline/diagnostics";
import type { CallExpression, Node } from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import { asTree, asValue } from "./arguments.ts";
import { needsRuntime, readField } from "./carried.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { mayNotBeThere } from "./missing.ts";
import { mayBeAbsent } from "./patterns.ts";
import { inputNode, type Pipeline, type Reading, readBody } from "./pipelines.ts";
import { type Field, type GraphInput, type Leaf, mapLeaves, type NestedNode, type Output, type Tree, type Value } from "./regions.ts";
import { mergeSettings, OPTION_NAMES, type Settings } from "./settings.ts";
import { optionNode, optionsObject, readSettings } from "./settings-reader.ts";
import { dependencies, givenInputs } from "./tasks.ts";
import { fromJson, Gathered, isKnown, isPoisoned, kindOf, type Meaning, Missing, poison, Rec, Sym, TaskRef, toJson } from "./values.ts";
import { canRead } from "./visibility.ts";

/**
 * A pipeline called inside another: a group with its own inputs. One is read for each distinct shape of call: which optional inputs are
 * given, and what the assembled arguments are made of. Known arguments are passed as constants and fold nothing inside.
 */
export function callPipeline(cx: Context, pipeline: Pipeline, [inputs, options]: readonly Meaning[], node: CallExpression): Meaning {
  const { graph } = cx;
  if (!graph) return fail(cx, node, messages.callOutsidePipeline({ text: excerpt(cx, node) }));
  const [inputsNode = node, optionsNode = node] = node.arguments as unknown as readonly Node[];
  const shape = new Shape(cx, pipeline, inputsNode);
  const given = new Map(
    givenInputs(cx, pipeline.name, pipeline.interface, inputs, inputsNode).map(([port, meaning]) => [port.name, meaning]),
  );
  for (const port of pipeline.interface.inputs) shape.take(port.name, port.type, given.get(port.name), port.description);
  const read = optionsObject(cx, options, optionsNode, OPTION_NAMES.nested);
  const { name, displayName, ifUpstream, ...leaves } = readSettings(cx, read, optionsNode);
  const inherited = mergeSettings<Settings>(graph.defaults, leaves);
  const reading = readShape(cx, pipeline, shape, inherited, node);
  if (!reading) return poison;
  const nested: NestedNode = {
    kind: "nested",
    name: graph.claim(name ?? pipeline.name),
    region: graph.region,
    graph: reading.graph,
    arguments: shape.arguments,
    after: [...new Set([...dependencies(cx, read?.fields.get("after"), optionNode(optionsNode, "after")), ...graph.region.gates])],
    settings: { displayName, ifUpstream },
    source: locate(cx, node),
  };
  graph.add(nested);
  if (reading.graph.body.gates.length > 0) graph.region.gates.push(nested);
  return resultsAtCall(reading, nested, shape, pipeline, node);
}

function readShape(cx: Context, pipeline: Pipeline, shape: Shape, inherited: Settings, node: Node): Reading | undefined {
  const key = `${JSON.stringify(shape.key)}${JSON.stringify(inherited, (_, value) => (value instanceof Map ? [...value] : value))}`;
  const before = pipeline.readings.get(key);
  if (before === "busy") {
    fail(cx, node, messages.recursivePipeline({ pipeline: pipeline.name }));
    return undefined;
  }
  if (before) {
    for (const [name, value] of before.buildEnv) cx.buildEnv.set(name, value);
    return before;
  }
  pipeline.readings.set(key, "busy");
  const reading = readBody(cx, pipeline, new Rec(shape.bindings), shape.inputs, inherited, node);
  pipeline.readings.set(key, reading);
  return reading;
}

/** Whether a value comes into a group as one input of it: an assembled one comes as its leaves, and a field that no selector gives as the whole. */
function crossesWhole(value: Value): boolean {
  return value.kind !== "assembled" && !(value.kind === "field" && needsRuntime(value));
}

/** How a call gives its arguments: what the body sees of each, and what the group's own inputs are. */
class Shape {
  readonly key: unknown[] = [];
  readonly bindings: [string, Meaning][] = [];
  readonly inputs: GraphInput[] = [];
  readonly arguments = new Map<string, Value>();
  /** The caller's value of each of the group's inputs. */
  readonly callers = new Map<string, Meaning>();
  readonly #cx: Context;
  readonly #pipeline: Pipeline;
  readonly #node: Node;
  constructor(cx: Context, pipeline: Pipeline, node: Node) {
    this.#cx = cx;
    this.#pipeline = pipeline;
    this.#node = node;
  }

  take(name: string, type: ValueType, meaning: Meaning, description: string | undefined): void {
    const fallback = this.#pipeline.defaults.get(name);
    const whole = meaning instanceof Gathered ? meaning.list() : meaning;
    const given = whole === undefined && fallback !== undefined ? fromJson(fallback) : whole;
    const constant = isKnown(given) ? toJson(given) : undefined;
    if (given === undefined) {
      this.key.push([name, "absent"]);
      this.bindings.push([name, undefined]);
    } else if (constant !== undefined && JSON.stringify(constant).includes("{{")) {
      // The engine would take it for a placeholder of its own: what consumes it puts it together.
      this.key.push([name, constant]);
      this.bindings.push([name, new Sym({ kind: "assembled", tree: { value: constant }, type }, type, inputNode(this.#pipeline, name))]);
    } else if (isKnown(given) || (given instanceof Sym && crossesWhole(given.value))) {
      this.key.push([name, given instanceof Sym && mayBeAbsent(given) ? "optional" : "given"]);
      this.bindings.push([name, this.#input(name, type, given, description)]);
    } else {
      const leaves: string[] = [];
      this.bindings.push([name, this.#leaves(name, given, leaves)]);
      this.key.push([name, leaves]);
    }
  }

  /** An input of the group, and what the body sees of it. */
  #input(name: string, type: ValueType, given: Meaning, description?: string): Meaning {
    const value = asValue(given);
    const at = optionNode(this.#node, name);
    if (given instanceof Missing) return mayNotBeThere(this.#cx, at, given);
    if (!value) return fail(this.#cx, at, messages.notAValue({ text: name, kind: kindOf(given) }));
    if (!canRead(value, this.#cx.graph!.region)) return fail(this.#cx, at, messages.insideTry({ text: name }));
    const optional = given instanceof Sym && mayBeAbsent(given);
    this.inputs.push({ name, type, optional, ...(description !== undefined && { description }) });
    this.arguments.set(name, value);
    this.callers.set(name, given);
    return new Sym({ kind: "input", name, type, mayBeAbsent: optional }, type, inputNode(this.#pipeline, name));
  }

  /** An argument that is put together: the same structure inside, each symbolic leaf an input of the group. */
  #leaves(name: string, given: Meaning, key: string[]): Meaning {
    if (given instanceof Sym && !crossesWhole(given.value)) {
      const seen = new Map<Leaf["leaf"], Sym>();
      const inside = (leaf: Leaf["leaf"]): Tree => {
        if (!crossesWhole(leaf)) return readField(leaf as Field, inside((leaf as Field).of));
        let inner = seen.get(leaf);
        if (!inner) seen.set(leaf, (inner = this.#leaf(name, new Sym(leaf, leaf.type, given.node), key)));
        return { leaf: inner.value as Leaf["leaf"] };
      };
      const tree = mapLeaves<Leaf>(asTree(given)!, inside);
      key.push(JSON.stringify(tree));
      return new Sym({ kind: "assembled", tree, type: given.type }, given.type, given.node);
    }
    if (given instanceof Gathered) return this.#leaves(name, given.list(), key);
    if (given instanceof Sym) return this.#leaf(name, given, key);
    if (Array.isArray(given)) {
      key.push(`[${given.length}`);
      return given.map((item) => this.#leaves(name, item, key));
    }
    if (given instanceof Rec) {
      key.push(`{${[...given.fields.keys()].join(",")}`);
      return new Rec([...given.fields].map(([field, value]) => [field, this.#leaves(name, value, key)]));
    }
    if (!isKnown(given))
      return isPoisoned(given)
        ? poison
        : fail(this.#cx, optionNode(this.#node, name), messages.notAValue({ text: name, kind: kindOf(given) }));
    key.push(JSON.stringify(given) ?? "undefined");
    return given;
  }

  #leaf(name: string, given: Sym, key: string[]): Sym {
    const input = `${name}--${this.inputs.filter((one) => one.name.startsWith(`${name}--`)).length}`;
    key.push(`${input}:${given.type.kind}${mayBeAbsent(given) ? "?" : ""}`);
    return this.#input(input, given.type, given) as Sym;
  }
}

/** What the call gives: outputs of its tasks are the group's outputs, everything else the caller has already. */
function resultsAtCall(reading: Reading, nested: NestedNode, shape: Shape, pipeline: Pipeline, node: Node): Meaning {
  const outputs = reading.graph.outputs as Map<string, Value>;
  const exported = (value: Output, wanted: string): Output => {
    const same = (other: Value | undefined) => other?.kind === "output" && other.of === value.of && other.name === value.name;
    let name = wanted;
    for (let count = 0; outputs.has(name) && !same(outputs.get(name)); count++) name = `${wanted}--${count}`;
    outputs.set(name, value);
    return { ...value, of: nested, name };
  };
  const leafAtCall = (leaf: Leaf["leaf"], name: string): Meaning => {
    if (leaf.kind === "fact") return new Sym(leaf, leaf.type, node);
    if (leaf.kind === "output") return new Sym(exported(leaf, name), leaf.type, node);
    if (leaf.kind === "input") return shape.callers.get(leaf.name);
    // Neither leaves its loop or `finally`.
    if (leaf.kind === "item" || leaf.kind === "status") return poison;
    const of = leafAtCall(leaf.of, `${name}--0`);
    if (
      of instanceof Sym &&
      (of.value.kind === "input" || of.value.kind === "output" || of.value.kind === "item" || of.value.kind === "status")
    )
      return new Sym({ ...leaf, of: of.value }, leaf.type, node);
    if (of instanceof Sym && of.value.kind === "field")
      return new Sym({ ...leaf, of: of.value.of, path: [...of.value.path, ...leaf.path] }, leaf.type, node);
    return leaf.path.reduce<Meaning>(
      (at, key) => (at instanceof Rec ? at.fields.get(String(key)) : Array.isArray(at) ? at[Number(key)] : at),
      of,
    );
  };
  const atCall = (meaning: Meaning, name: string): Meaning => {
    if (Array.isArray(meaning)) return meaning.map((item) => atCall(item, name));
    if (meaning instanceof Rec) return new Rec([...meaning.fields].map(([key, value]) => [key, atCall(value, name)]));
    if (!(meaning instanceof Sym) || meaning.value.kind === "constant") return meaning;
    if (meaning.value.kind !== "assembled") return leafAtCall(meaning.value, name);
    const tree = mapLeaves<Leaf>(meaning.value.tree, (leaf) => {
      const value = leafAtCall(leaf, `${name}--0`);
      if (value instanceof Sym)
        return value.value.kind === "assembled"
          ? value.value.tree
          : value.value.kind === "constant"
            ? { value: value.value.value }
            : { leaf: value.value };
      const known = toJson(value);
      return known === undefined ? { undefined: true } : { value: known };
    });
    return new Sym({ kind: "assembled", tree, type: meaning.type }, meaning.type, node);
  };
  const results = [...reading.results].map(([name, meaning]) => [name, atCall(meaning, name)] as const);
  return pipeline.interface.bare ? (results[0]?.[1] ?? poison) : new TaskRef([nested], new Map(results));
}
