import { type Expression, type PipelineTaskSpec, printExpression, uniqueName } from "@typeline/ir";
import * as cel from "../2-analyze/cel.ts";
import {
  type Arm,
  artifactOf,
  type BranchesNode,
  type CatchNode,
  type Condition,
  callsIn,
  enclosing,
  type FinallyNode,
  type GroupNode,
  type LoopNode,
  type PipelineGraph,
  producers,
  type Region,
  type RegionNode,
  regionsOf,
  sourcesOf,
  type Value,
} from "../2-analyze/regions.ts";
import { standsFor } from "../2-analyze/visibility.ts";
import type { ValueType } from "../types/value-type.ts";
import { Dag, Places } from "./dag.ts";
import type { LowerContext } from "./lower.ts";

/** A group of the IR: a DAG, and what its task says besides its inputs. */
interface Group {
  readonly dag: Dag;
  /** The region whose nodes are its tasks; none for a wrapper. */
  readonly region: Region | undefined;
  /** Finds what it needs from outside, once all places are known, and gives what its task says of when and how often it runs. */
  readonly link: () => Partial<PipelineTaskSpec>;
}

/**
 * The groups of a pipeline graph as DAGs of the IR. Wrappers and other shapes that exist only because of what an engine can do are made here,
 * each with its reason.
 */
export class Groups {
  readonly places: Places;
  readonly root: Dag;
  readonly #cx: LowerContext;
  readonly #isRoot: boolean;
  readonly #names: Set<string>;
  #count = 0;
  /** In the order of their making: what is around comes first. */
  readonly groups: Group[] = [];
  /** Groups that something waits for as a whole. */
  readonly #awaited = new Set<RegionNode>();

  constructor(cx: LowerContext, graph: PipelineGraph, key: string) {
    this.#cx = cx;
    this.places = new Places(graph.inputs);
    this.#isRoot = key === "root";
    this.root = new Dag(key, undefined, "", graph.source, this.places);
    this.#names = new Set([...callsIn(graph.body)].map((call) => call.name));
    this.#findAwaited(graph.body);
    this.#placeRegion(graph.body, this.root);
  }

  #findAwaited(region: Region): void {
    for (const node of region.nodes) {
      for (const other of node.after) {
        const around = new Set(enclosing(node.region));
        for (const at of enclosing(other.region)) {
          if (!around.has(at)) continue;
          const here = standsFor(other, at);
          if (here) this.#awaited.add(here);
          break;
        }
      }
      for (const inner of regionsOf(node)) this.#findAwaited(inner);
    }
  }

  /** `if-1`, `for-loop-2`: numbered in source order, as KFP's SDK does. */
  #name(kind: string): string {
    const name = uniqueName(`${kind}-${++this.#count}`, this.#names);
    this.#names.add(name);
    return name;
  }

  #dag(parent: Dag, task: string, node: { readonly source: Dag["source"] }): Dag {
    return new Dag(this.#cx.registry.reserve(task), parent, task, node.source, this.places);
  }

  #group(dag: Dag, region: Region | undefined, link: Group["link"] = () => ({})): void {
    this.groups.push({ dag, region, link });
    if (region) this.#placeRegion(region, dag);
  }

  #placeRegion(region: Region, dag: Dag): void {
    for (const node of region.nodes) {
      if (node.kind === "task" || node.kind === "nested") this.places.place(node, dag, node.name);
      else this.#placeGroup(node, dag);
    }
  }

  #placeGroup(node: GroupNode, dag: Dag): void {
    switch (node.kind) {
      case "branches":
        this.#branches(node, dag);
        break;
      case "loop":
        this.#loop(node, dag);
        break;
      case "finally":
        this.#finally(node, dag);
        break;
      case "catch":
        this.#catch(node, dag);
        break;
    }
  }

  /**
   * `if-1{condition-2, condition-3}`. A single branch that nothing waits for and that gives nothing needs no wrapper; else one makes sure that
   * what comes after runs whichever branch was taken: engines skip what depends on something that is skipped.
   */
  #branches(node: BranchesNode, dag: Dag): void {
    const live = node.arms.filter(({ region }) => region.nodes.length > 0);
    if (live.length === 1 && node.merges.size === 0 && !this.#awaited.has(node)) {
      const name = this.#name("condition");
      this.places.place(node, dag, name);
      this.#arm(node, live[0]!, dag, name, node.after);
      return;
    }
    const name = this.#name("if");
    const wrapper = this.#dag(dag, name, node);
    this.places.place(node, dag, name);
    this.#group(wrapper, undefined, () => {
      for (const other of node.after) this.#wait(wrapper, other);
      this.#merge(wrapper, node.merges, (arm) => arms.get(arm)!);
      return {};
    });
    const arms = new Map<Arm, Dag>();
    for (const arm of live) arms.set(arm, this.#arm(node, arm, wrapper, this.#name("condition"), []));
  }

  #arm(node: BranchesNode, arm: Arm, parent: Dag, name: string, after: readonly RegionNode[]): Dag {
    const dag = this.#dag(parent, name, arm);
    this.#group(dag, arm.region, () => {
      for (const other of after) this.#wait(dag, other);
      const before = node.arms.slice(0, node.arms.indexOf(arm)).map(({ condition }) => denied(ask(dag, condition!)));
      const own = arm.condition ? [ask(dag, arm.condition)] : [];
      const all = [...before, ...own];
      return { triggerPolicy: { condition: printExpression(all.reduce((left, right) => cel.binary(left, "&&", right))) } };
    });
    return dag;
  }

  /** One of several producers, under the same name in each: KFP's driver looks for the wrapper's name in the branch that ran. */
  #merge<Way>(
    wrapper: Dag,
    merges: ReadonlyMap<string, { readonly type: ValueType; readonly values: ReadonlyMap<Way, Value> }>,
    dagOf: (way: Way) => Dag,
  ): void {
    for (const [name, { type, values }] of merges) {
      const selectors = [...values].map(([way, value]) => {
        const dag = dagOf(way);
        dag.outputs.set(name, { type, selectors: [producerIn(dag, value)], oneOf: false });
        return { task: dag.task, output: name };
      });
      wrapper.outputs.set(name, { type, selectors, oneOf: selectors.length > 1 });
    }
  }

  #loop(node: LoopNode, outer: Dag): void {
    // KFP's driver takes an iterator's list as it is: a field of a parameter is taken out by a group around the loop.
    const { items } = node;
    let parent = outer;
    let list: string | undefined;
    let place: string | undefined;
    if (items.kind === "field") {
      place = this.#name("list");
      const wrapper = this.#dag(outer, place, node);
      this.#group(wrapper, undefined, () => {
        for (const other of node.after) this.#wait(wrapper, other);
        list = wrapper.select(items);
        for (const [name, { type }] of node.gathered)
          wrapper.outputs.set(name, { type, selectors: [{ task: dag.task, output: name }], oneOf: false });
        return {};
      });
      parent = wrapper;
    }
    const name = this.#name("for-loop");
    const dag = this.#dag(parent, name, node);
    this.places.place(node, outer, place ?? name);
    const itemInput = `pipelinechannel--${itemName(items, name)}-loop-item`;
    dag.inputs.set(itemInput, { type: node.itemType, optional: false });
    this.places.placeItem(node, dag, itemInput);
    this.#group(dag, node.body, () => {
      if (parent === outer) for (const other of node.after) this.#wait(dag, other);
      for (const [output, { type, value }] of node.gathered)
        dag.outputs.set(output, { type, selectors: [producerIn(dag, value)], oneOf: false });
      const policy = node.limit === undefined ? {} : { iteratorPolicy: { parallelismLimit: node.limit } };
      if (items.kind === "constant") return { parameterIterator: { itemInput, items: { raw: JSON.stringify(items.value) } }, ...policy };
      if (items.kind === "field") {
        const input = `pipelinechannel--${itemName(items, name)}`;
        dag.inputs.set(input, { type: items.type, optional: false, given: { parameter: { componentInputParameter: list! } } });
        return { parameterIterator: { itemInput, items: { inputParameter: input } }, ...policy };
      }
      const input = dag.list(items);
      if (artifactOf(items.type)) return { artifactIterator: { itemInput, items: { inputArtifact: input } }, ...policy };
      return { parameterIterator: { itemInput, items: { inputParameter: input } }, ...policy };
    });
  }

  /**
   * `try-1{exit-handler-2, finally-3}`. KFP makes the last task a hook: it runs one for each dependency, so there is one, and nothing can wait
   * for it, so what comes after waits for the wrapper. At the root, where nothing waits, the two stand as KFP's SDK puts them.
   */
  #finally(node: FinallyNode, outer: Dag): void {
    const isBare = this.#isRoot && outer === this.root && !this.#awaited.has(node) && !needsOthers(node.cleanup) && node.after.length === 0;
    let parent = outer;
    let place: string | undefined;
    if (!isBare) {
      place = this.#name("try");
      const wrapper = this.#dag(outer, place, node);
      this.#group(wrapper, undefined, () => {
        for (const other of node.after) this.#wait(wrapper, other);
        return {};
      });
      parent = wrapper;
    }
    const body = this.#dag(parent, this.#name("exit-handler"), node);
    this.places.place(node, outer, place ?? body.task);
    this.places.placeStatus(node, parent, body.task);
    this.#group(body, node.body);
    const [only] = node.cleanup.nodes;
    if (node.cleanup.nodes.length === 1 && only && (only.kind === "task" || only.kind === "nested")) {
      this.places.place(only, parent, only.name);
      this.#cx.exits.set(only, body.task);
      return;
    }
    const cleanup = this.#dag(parent, this.#name("finally"), node);
    this.#group(cleanup, node.cleanup, () => {
      cleanup.waitsFor.add(body.task);
      return { triggerPolicy: { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" } };
    });
  }

  /** `try-catch-1{try-2, catch-3}`: the second runs if the first has failed, and then all goes on, where the engine can do that. */
  #catch(node: CatchNode, outer: Dag): void {
    const wrapper = this.#dag(outer, this.#name("try-catch"), node);
    this.places.place(node, outer, wrapper.task);
    this.#group(wrapper, undefined, () => {
      for (const other of node.after) this.#wait(wrapper, other);
      this.#merge(wrapper, node.merges, (region: Region) => (region === node.body ? body : handler));
      return {};
    });
    const body = this.#dag(wrapper, this.#name("try"), node);
    this.#group(body, node.body);
    this.places.placeStatus(node, wrapper, body.task);
    const handler = this.#dag(wrapper, this.#name("catch"), node);
    this.#cx.handled.push(`${wrapper.key}/${body.task}`);
    this.#group(handler, node.handler, () => {
      handler.waitsFor.add(body.task);
      const status = handler.channel({ kind: "status", of: node, type: { kind: "taskStatus" } });
      const state = cel.index(cel.index(cel.select(cel.identifier("inputs"), "parameter_values"), cel.text(status)), cel.text("state"));
      const ended = cel.list(["SUCCEEDED", "COMPLETE", "CACHED", "SKIPPED", "CANCELLED", "CANCELED", "CANCELLING"].map(cel.text));
      const failed: Expression = { kind: "unary", operator: "!", operand: cel.binary(state, "in", ended) };
      return { triggerPolicy: { strategy: "ALL_UPSTREAM_TASKS_COMPLETED", condition: printExpression(failed) } };
    });
  }

  #wait(dag: Dag, other: RegionNode): void {
    const name = dag.parent!.after(other);
    if (name !== undefined) dag.waitsFor.add(name);
  }
}

/** Whether a region reads what tasks outside of it give, or waits for them: a hook would run once for each. */
function needsOthers(region: Region): boolean {
  const outside = (node: RegionNode) => standsFor(node, region) === undefined;
  const visit = (at: Region): boolean =>
    at.nodes.some((node) => {
      const values: Value[] = [];
      if (node.kind === "task" || node.kind === "nested") values.push(...node.arguments.values());
      if (node.kind === "branches") values.push(...node.arms.flatMap((arm) => arm.condition?.operands ?? []));
      if (node.kind === "loop") values.push(node.items);
      return node.after.some(outside) || values.flatMap(producers).some(outside) || regionsOf(node).some(visit);
    });
  return visit(region);
}

/** `!(…)` around a condition, as KFP's SDK writes it; of a negation what it denies. */
function denied(condition: Expression): Expression {
  if (condition.kind === "unary" && condition.operator === "!") return condition.operand;
  return { kind: "unary", operator: "!", operand: condition };
}

/** The task of a DAG that gives one of its outputs. */
export function producerIn(dag: Dag, value: Value): { task: string; output: string } {
  const from = value.kind === "output" ? dag.producer(value.of, value.name, value.type) : undefined;
  if (!from) throw new Error("what a group gives is not made in it");
  return from;
}

/** What a loop's list is called, as KFP's SDK names the item. */
function itemName(items: LoopNode["items"], loop: string): string {
  const [source] = sourcesOf(items);
  if (!source) return loop;
  if (source.kind === "input") return items.kind === "field" ? `${source.name}-${items.path.join("-")}` : source.name;
  return source.kind === "output" ? `${"name" in source.of ? source.of.name : loop}-${source.name}` : `${loop}-items`;
}

/** A condition in the words of a group: its operands are inputs of it. */
function ask(dag: Dag, { expression, operands }: Condition): Expression {
  const inputs = cel.identifier("inputs");
  const names = operands.map((source) => {
    const reference = dag.channel(source);
    return { name: reference, isArtifact: artifactOf(source.type) !== undefined };
  });
  const operand = (at: number): Expression => {
    const { name, isArtifact } = names[at]!;
    if (!isArtifact) return cel.index(cel.select(inputs, "parameter_values"), cel.text(name));
    return cel.index(cel.select(cel.index(cel.select(inputs, "artifacts"), cel.text(name)), "artifacts"), cel.int(0));
  };
  const isGiven = (at: number): Expression => {
    const { name, isArtifact } = names[at]!;
    return cel.binary(cel.text(name), "in", cel.select(inputs, isArtifact ? "artifacts" : "parameter_values"));
  };
  const put = (at: Expression): Expression => {
    switch (at.kind) {
      case "identifier":
        return at.name.startsWith("$") ? operand(Number(at.name.slice(1))) : at;
      case "select":
        return { ...at, operand: put(at.operand) };
      case "index":
        return { ...at, operand: put(at.operand), index: put(at.index) };
      case "call": {
        const [argument] = at.arguments;
        if (at.name === "given" && argument?.kind === "identifier") return isGiven(Number(argument.name.slice(1)));
        return { ...at, ...(at.target && { target: put(at.target) }), arguments: at.arguments.map(put) };
      }
      case "unary":
        return { ...at, operand: put(at.operand) };
      case "binary":
        return { ...at, left: put(at.left), right: put(at.right) };
      case "conditional":
        return { ...at, condition: put(at.condition), whenTrue: put(at.whenTrue), whenFalse: put(at.whenFalse) };
      case "list":
        return { ...at, elements: at.elements.map(put) };
      default:
        return at;
    }
  };
  return put(expression);
}
