import { messages } from "@typeline/diagnostics";
import { nearest } from "@typeline/ir";
import type { CallExpression, Node } from "../1-read/syntax.ts";
import { describeType } from "../types/describe.ts";
import { acceptsConstant } from "../types/parameter-type.ts";
import type { Interface, Port } from "../types/value-type.ts";
import { asValue } from "./arguments.ts";
import { checkCarried } from "./carried.ts";
import type { Component } from "./components.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { offer, rename } from "./fixes.ts";
import { member } from "./members.ts";
import { mayNotBeThere } from "./missing.ts";
import { mayBeAbsent } from "./patterns.ts";
import { artifactOf, producers, type RegionNode, type TaskNode, type Value } from "./regions.ts";
import { mergeSettings, OPTION_NAMES } from "./settings.ts";
import { optionNode, optionsObject, readSettings } from "./settings-reader.ts";
import { checkEnv } from "./step-code.ts";
import { ComponentRef, Gathered, isPoisoned, kindOf, type Meaning, Missing, PipelineRef, Rec, Spread, Sym, TaskRef } from "./values.ts";
import { canRead } from "./visibility.ts";

/** A call of a component: a task of the pipeline that is being read. */
export function callComponent(cx: Context, component: Component, [inputs, options]: readonly Meaning[], node: CallExpression): Meaning {
  const { graph } = cx;
  if (!graph) return fail(cx, node, messages.callOutsidePipeline({ text: excerpt(cx, node) }));
  const [inputsNode = node, optionsNode = node] = (node.arguments ?? []) as unknown as readonly Node[];
  const given = bindInputs(cx, component.name, component.interface, inputs, inputsNode);
  const read = optionsObject(cx, options, optionsNode, OPTION_NAMES.call);
  const call = readSettings(cx, read, optionsNode);
  const { name: _, packages: __, ...own } = component.settings;
  const { name, ...atCall } = call;
  const task: TaskNode = {
    kind: "task",
    name: graph.claim(name ?? component.name),
    region: graph.region,
    component,
    arguments: checkCarried(cx, component, given, inputsNode),
    after: [...new Set([...dependencies(cx, read?.fields.get("after"), optionNode(optionsNode, "after")), ...graph.region.gates])],
    // An importer is no container: nothing but its own name and order means something.
    settings:
      component.kind === "importer"
        ? atCall
        : mergeSettings(cx.environment.defaults, graph.defaults, own, atCall, cx.environment.components.get(component.name) ?? {}),
    source: locate(cx, node),
  };
  graph.add(task);
  if (component.kind === "node") checkEnv(cx, component.env, task.settings);
  checkUpstream(cx, task, optionNode(optionsNode, "ifUpstream"));
  return resultOf(task, component.interface, node);
}

/** A task that runs even if what it waits for failed must wait for something, and do without what that gives. */
function checkUpstream(cx: Context, task: TaskNode, node: Node): void {
  if (task.settings.ifUpstream !== "completed") return;
  const fed = [...task.arguments].filter(([, value]) => producers(value).length > 0);
  if (fed.length === 0 && task.after.length === 0) fail(cx, node, messages.noUpstream({ task: task.name }));
  for (const [name] of fed) {
    const port = task.component.interface.inputs.find((one) => one.name === name);
    if (port && !port.optional) fail(cx, node, messages.upstreamInputRequired({ task: task.name, input: name }));
  }
}

/** What a call of an interface gives: its one bare value, or its outputs by name. */
export function resultOf(of: RegionNode, iface: Interface, node: Node): Meaning {
  const output = (port: Port) => new Sym({ kind: "output", of, name: port.name, type: port.type }, port.type, node);
  if (iface.bare) return output(iface.outputs[0]!);
  return new TaskRef([of], new Map(iface.outputs.map((port) => [port.name, output(port)])));
}

/** The given inputs as values, checked against the interface. */
function bindInputs(cx: Context, callee: string, iface: Interface, meaning: Meaning, node: Node): Map<string, Value> {
  const result = new Map<string, Value>();
  for (const [port, given] of givenInputs(cx, callee, iface, meaning, node)) {
    const value = asValue(given);
    if (given instanceof Missing) mayNotBeThere(cx, optionNode(node, port.name), given);
    else if (isPoisoned(given instanceof Gathered ? given.list() : given)) continue;
    else if (!value) fail(cx, optionNode(node, port.name), notAnArgument(port, given));
    else if (!canRead(value, cx.graph!.region)) fail(cx, optionNode(node, port.name), messages.insideTry({ text: port.name }));
    else if (fits(cx, port, given, value, node)) result.set(port.name, value);
  }
  return result;
}

/** Each input that is given, with what it is given. Missing and unknown ones are reported. */
export function givenInputs(cx: Context, callee: string, iface: Interface, meaning: Meaning, node: Node): [Port, Meaning][] {
  if (isPoisoned(meaning) && !(meaning instanceof Rec)) return [];
  const fields = fieldsOf(cx, meaning, iface, node);
  if (!fields) {
    fail(cx, node, messages.inputsNotObject({ text: excerpt(cx, node), kind: kindOf(meaning) }));
    return [];
  }
  const names = iface.inputs.map((port) => port.name);
  reportUnknown(
    cx,
    callee,
    names,
    [...fields].flatMap(([name, value]) => (names.includes(name) || value === undefined ? [] : [name])),
    node,
  );
  const result: [Port, Meaning][] = [];
  for (const port of iface.inputs) {
    const value = fields.get(port.name);
    if (isPoisoned(value)) continue;
    if (value !== undefined) result.push([port, value]);
    else if (!port.optional) fail(cx, node, messages.missingInput({ component: callee, input: port.name, type: describeType(port.type) }));
  }
  return result;
}

/** Names that the interface does not have: one message for each that is written, one for all that a spread brings. */
function reportUnknown(cx: Context, callee: string, names: readonly string[], unknown: readonly string[], node: Node): void {
  const places = new Map<Node, string[]>();
  for (const name of unknown) {
    const at = optionNode(node, name);
    places.set(at, [...(places.get(at) ?? []), name]);
  }
  for (const [at, inputs] of places) {
    const near = inputs.length === 1 ? nearest(inputs[0]!, names) : undefined;
    const hint = near ? `Did you mean \`${near}\`?` : `Its inputs are: ${names.join(", ") || "none"}.`;
    fail(cx, at, messages.unknownInput({ component: callee, input: inputs.join("`, `"), hint }), offer(rename(cx, at, near)));
  }
}

function fieldsOf(cx: Context, meaning: Meaning, iface: Interface, node: Node): ReadonlyMap<string, Meaning> | undefined {
  if (meaning === undefined) return new Map();
  if (meaning instanceof Rec) return meaning.fields;
  if (meaning instanceof TaskRef) return meaning.outputs;
  if (!(meaning instanceof Sym) || meaning.type.kind !== "struct") return undefined;
  const { fields } = meaning.type;
  return new Map(
    iface.inputs.filter((port) => fields.has(port.name)).map((port) => [port.name, member(cx, meaning, port.name, node, false)]),
  );
}

function notAnArgument(port: Port, given: Meaning) {
  if (given instanceof TaskRef)
    return messages.taskAsArgument({
      input: port.name,
      outputs: [...given.outputs.keys()].map((name) => `\`.${name}\``).join(", ") || "none",
    });
  if (given instanceof ComponentRef || given instanceof PipelineRef)
    return messages.componentAsArgument({ input: port.name, kind: kindOf(given) });
  return messages.notAValue({ text: port.name, kind: kindOf(given) });
}

/** Whether a value is what an input wants, where TypeScript's check can have been talked out of it. */
function fits(cx: Context, port: Port, given: Meaning, value: Value, node: Node): boolean {
  const at = optionNode(node, port.name);
  if (value.kind === "constant") {
    const problem = acceptsConstant(port.type, value.value);
    if (problem)
      fail(cx, at, messages.wrongConstant({ input: `${port.name}${problem.path}`, wanted: problem.wanted, given: problem.given }));
    return !problem;
  }
  const [wanted, has] = [artifactOf(port.type), artifactOf(value.type)];
  if (Boolean(wanted) !== Boolean(has) || (wanted && port.type.kind !== value.type.kind)) {
    fail(cx, at, messages.wrongKind({ input: port.name, wanted: describeType(port.type), given: describeType(value.type) }));
    return false;
  }
  if (
    wanted &&
    has &&
    wanted.schemaTitle !== has.schemaTitle &&
    wanted.schemaTitle !== "system.Artifact" &&
    has.schemaTitle !== "system.Artifact"
  ) {
    fail(cx, at, messages.wrongKind({ input: port.name, wanted: wanted.schemaTitle, given: has.schemaTitle }));
    return false;
  }
  if (!port.optional && given instanceof Sym && mayBeAbsent(given)) {
    fail(cx, at, messages.mayBeAbsent({ input: port.name, text: excerpt(cx, given.node) }));
    return false;
  }
  return true;
}

/** What `after` names: tasks, their outputs, or lists of these. */
export function dependencies(cx: Context, meaning: Meaning, node: Node): RegionNode[] {
  if (meaning === undefined || isPoisoned(meaning)) return [];
  if (Array.isArray(meaning)) return [...new Set(meaning.flatMap((item) => dependencies(cx, item, node)))];
  if (meaning instanceof TaskRef) return [...meaning.of];
  if (meaning instanceof Gathered) return meaning.loop.body.nodes.length > 0 ? [meaning.loop] : [];
  if (meaning instanceof Spread) return dependencies(cx, meaning.gathered, node);
  if (meaning instanceof Rec) return [...new Set([...meaning.fields.values()].flatMap((item) => dependencies(cx, item, node)))];
  if (meaning instanceof Sym) {
    const nodes = producers(meaning.value);
    if (nodes.length > 0) return nodes;
  }
  fail(
    cx,
    node,
    messages.afterNotTask({ text: meaning instanceof Sym ? excerpt(cx, meaning.node) : String(meaning), kind: kindOf(meaning) }),
  );
  return [];
}
