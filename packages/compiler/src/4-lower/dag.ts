import type { Location } from "@typeline/diagnostics";
import {
  type DagOutputsSpec,
  type InputArtifactSpec,
  type InputParameterSpec,
  kebab,
  type PipelineTaskSpec,
  selector,
  type TaskInputsSpec,
  uniqueName,
} from "@typeline/ir";
import { selectorOf } from "../2-analyze/carried.ts";
import {
  artifactOf,
  type Fact,
  type Field,
  type GraphInput,
  type LoopNode,
  type RegionNode,
  type Source,
  type Value,
} from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import type { ValueType } from "../types/value-type.ts";

/** The engine's placeholder of a fact of the run; KFP replaces it only where it is the whole constant. */
export const FACTS: Readonly<Record<Fact["fact"], string>> = {
  id: "{{$.pipeline_job_uuid}}",
  name: "{{$.pipeline_job_name}}",
  createdAt: "{{$.pipeline_job_create_time_utc}}",
  scheduledAt: "{{$.pipeline_job_schedule_time_utc}}",
};

/** A value as a task's input has it. */
export interface Reference {
  readonly parameter?: InputParameterSpec;
  readonly artifact?: InputArtifactSpec;
}

/** Where a node of the region graph is a task. */
interface Place {
  readonly dag: Dag;
  readonly task: string;
}

/** What all DAGs of one pipeline graph know of each other. */
export class Places {
  /** Inputs of the pipeline that a run may leave out. */
  readonly #optional: ReadonlySet<string>;
  readonly #nodes = new Map<RegionNode, Place>();
  readonly #items = new Map<LoopNode, { readonly dag: Dag; readonly input: string }>();
  /** Where the end of a `try` is known: the DAG that its body is a task of. */
  readonly #statuses = new Map<RegionNode, Place>();

  constructor(inputs: readonly GraphInput[] = []) {
    this.#optional = new Set(inputs.flatMap(({ name, optional, default: value }) => (optional && value === undefined ? [name] : [])));
  }

  isOptional(source: Source): boolean {
    return source.kind === "input" && (source.mayBeAbsent || this.#optional.has(source.name));
  }

  place(node: RegionNode, dag: Dag, task: string): void {
    this.#nodes.set(node, { dag, task });
  }

  placeItem(loop: LoopNode, dag: Dag, input: string): void {
    this.#items.set(loop, { dag, input });
  }

  placeStatus(of: RegionNode, dag: Dag, task: string): void {
    this.#statuses.set(of, { dag, task });
  }

  of(node: RegionNode): Place {
    return found(this.#nodes.get(node));
  }

  ofItem(loop: LoopNode): { readonly dag: Dag; readonly input: string } {
    return found(this.#items.get(loop));
  }

  ofStatus(node: RegionNode): Place {
    return found(this.#statuses.get(node));
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a value comes from what has no place in the graph");
  return value;
}

interface Channel {
  readonly type: ValueType;
  readonly optional: boolean;
  /** What the parent gives; none for a loop's item and the inputs of a pipeline itself. */
  readonly given?: Reference;
}

/**
 * One DAG of the IR while it is put together, and the threading of values between DAGs: what a task needs from around its group becomes an
 * input of the group, and what others need from inside becomes an output. This is the only place that knows those names.
 */
export class Dag {
  /** The key of its component; `root`. */
  readonly key: string;
  /** The DAG that it is a task of, and the task's name; none for a pipeline's own. */
  readonly parent: Dag | undefined;
  readonly task: string;
  readonly source: Location;
  readonly places: Places;
  readonly inputs = new Map<string, Channel>();
  readonly outputs = new Map<
    string,
    { readonly type: ValueType; readonly selectors: readonly { task: string; output: string }[]; readonly oneOf: boolean }
  >();
  readonly tasks = new Map<string, PipelineTaskSpec>();
  readonly sources = new Map<string, Location>();
  /** Tasks of the parent that its own task waits for, besides those whose data it takes. */
  readonly waitsFor = new Set<string>();
  readonly #channels = new Map<string, string>();

  constructor(key: string, parent: Dag | undefined, task: string, source: Location, places: Places) {
    this.key = key;
    this.parent = parent;
    this.task = task;
    this.source = source;
    this.places = places;
  }

  /** A value as the source of an input of one of this DAG's tasks. */
  reference(value: Value): Reference {
    switch (value.kind) {
      case "constant":
        return { parameter: { runtimeValue: { constant: value.value as never } } };
      case "fact":
        return { parameter: { runtimeValue: { constant: FACTS[value.fact] } } };
      case "field":
        return { parameter: { ...this.sourceOf(value.of).parameter, parameterExpressionSelector: selector(value.path) } };
      case "assembled": {
        const selected = selectorOf(value.tree);
        if (!selected) throw new Error("an assembled value has no single source");
        return { parameter: { ...this.sourceOf(selected.leaf as Source).parameter, parameterExpressionSelector: selected.expression } };
      }
      default:
        return this.sourceOf(value);
    }
  }

  /** What a value is read from, in the words of this DAG. */
  sourceOf(source: Source): Reference {
    const own = this.#own(source);
    if (own) return own;
    const name = this.channel(source);
    return inputReference(name, source.type);
  }

  /** The source in this DAG itself or in one of its groups; `undefined` if it comes from outside. */
  #own(source: Source): Reference | undefined {
    switch (source.kind) {
      case "input":
        return this.parent ? undefined : inputReference(source.name, source.type);
      case "item": {
        const { dag, input } = this.places.ofItem(source.of);
        return dag === this ? inputReference(input, source.type) : undefined;
      }
      case "status": {
        const { dag, task } = this.places.ofStatus(source.of);
        return dag === this ? { parameter: { taskFinalStatus: { producerTask: task } } } : undefined;
      }
      case "output": {
        const from = this.producer(source.of, source.name, source.type);
        return from && outputReference(from.task, from.output, source.type);
      }
    }
  }

  /** The task of this DAG that gives an output of a node, through as many groups as it takes; `undefined` if the node is elsewhere. */
  producer(node: RegionNode, output: string, type: ValueType): { task: string; output: string } | undefined {
    const { dag, task } = this.places.of(node);
    if (!dag.isWithin(this)) return undefined;
    let [at, from] = [dag, { task, output }];
    for (; at !== this; at = at.parent!) from = { task: at.task, output: at.#export(from, type) };
    return from;
  }

  isWithin(outer: Dag): boolean {
    for (let at: Dag | undefined = this; at; at = at.parent) if (at === outer) return true;
    return false;
  }

  #export(from: { task: string; output: string }, type: ValueType): string {
    for (const [name, { selectors }] of this.outputs)
      if (selectors.length === 1 && selectors[0]!.task === from.task && selectors[0]!.output === from.output) return name;
    const name = uniqueName(`pipelinechannel--${from.task}-${from.output}`, new Set(this.outputs.keys()));
    this.outputs.set(name, { type, selectors: [from], oneOf: false });
    return name;
  }

  /** The input through which something from outside comes in. */
  channel(source: Source): string {
    const key = keyOf(source, this.places);
    const before = this.#channels.get(key);
    if (before !== undefined) return before;
    const name = uniqueName(`pipelinechannel--${nameOf(source, this.places)}`, new Set(this.inputs.keys()));
    this.#channels.set(key, name);
    // A group skips what is absent only if it says itself that this is optional.
    const optional = this.places.isOptional(source);
    this.inputs.set(name, { type: source.type, optional, given: found(this.parent).sourceOf(source) });
    return name;
  }

  /**
   * An input of its own through which a loop's list comes in: KFP's driver takes it away from the iterations, so that what they read of the
   * same list needs another (`driver/util.go`).
   */
  list(source: Source): string {
    const name = uniqueName(`pipelinechannel--${nameOf(source, this.places)}`, new Set(this.inputs.keys()));
    this.inputs.set(name, { type: source.type, optional: false, given: found(this.parent).sourceOf(source) });
    return name;
  }

  /** The input through which a field comes in: the selector stands at the group's own input. */
  select(field: Field): string {
    const name = uniqueName(
      `pipelinechannel--${nameOf(field.of, this.places)}-${kebab(field.path.join("-"), "field")}`,
      new Set(this.inputs.keys()),
    );
    this.inputs.set(name, { type: field.type, optional: false, given: found(this.parent).reference(field) });
    return name;
  }

  /** Orders a task of this DAG, or the group around it, after a node. Gives the task of this DAG to wait for, if it is here. */
  after(node: RegionNode): string | undefined {
    const { dag, task } = this.places.of(node);
    if (dag.isWithin(this)) {
      let at = dag;
      let name = task;
      for (; at !== this; at = at.parent!) name = at.task;
      return name;
    }
    const outer = found(this.parent).after(node);
    if (outer !== undefined) this.waitsFor.add(outer);
    return undefined;
  }

  /** What the parent's task gives to this DAG. */
  given(): TaskInputsSpec | undefined {
    const parameters: [string, InputParameterSpec][] = [];
    const artifacts: [string, InputArtifactSpec][] = [];
    for (const [name, { given }] of this.inputs) {
      if (given?.parameter) parameters.push([name, given.parameter]);
      if (given?.artifact) artifacts.push([name, given.artifact]);
    }
    if (parameters.length + artifacts.length === 0) return undefined;
    return {
      ...(parameters.length > 0 && { parameters: record(parameters) }),
      ...(artifacts.length > 0 && { artifacts: record(artifacts) }),
    };
  }

  /** Where its outputs come from. */
  outputsSpec(): DagOutputsSpec | undefined {
    const parameters: [string, NonNullable<DagOutputsSpec["parameters"]>[string]][] = [];
    const artifacts: [string, NonNullable<DagOutputsSpec["artifacts"]>[string]][] = [];
    for (const [name, { type, selectors, oneOf }] of this.outputs) {
      if (artifactOf(type))
        artifacts.push([
          name,
          { artifactSelectors: selectors.map(({ task, output }) => ({ producerSubtask: task, outputArtifactKey: output })) },
        ]);
      else {
        const parameterSelectors = selectors.map(({ task, output }) => ({ producerSubtask: task, outputParameterKey: output }));
        parameters.push([name, oneOf ? { valueFromOneof: { parameterSelectors } } : { valueFromParameter: parameterSelectors[0]! }]);
      }
    }
    if (parameters.length + artifacts.length === 0) return undefined;
    return {
      ...(parameters.length > 0 && { parameters: record(parameters) }),
      ...(artifacts.length > 0 && { artifacts: record(artifacts) }),
    };
  }
}

export function inputReference(name: string, type: ValueType): Reference {
  return artifactOf(type) ? { artifact: { componentInputArtifact: name } } : { parameter: { componentInputParameter: name } };
}

function outputReference(task: string, output: string, type: ValueType): Reference {
  return artifactOf(type)
    ? { artifact: { taskOutputArtifact: { producerTask: task, outputArtifactKey: output } } }
    : { parameter: { taskOutputParameter: { producerTask: task, outputParameterKey: output } } };
}

/** What two sources have in common only if they are the same. */
function keyOf(source: Source, places: Places): string {
  switch (source.kind) {
    case "input":
      return JSON.stringify(["input", source.name]);
    case "item":
      return JSON.stringify(["item", places.ofItem(source.of).dag.key]);
    case "status": {
      const { dag, task } = places.ofStatus(source.of);
      return JSON.stringify(["status", dag.key, task]);
    }
    case "output": {
      const { dag, task } = places.of(source.of);
      return JSON.stringify(["output", dag.key, task, source.name]);
    }
  }
}

/** A name that says where a value comes from. */
function nameOf(source: Source, places: Places): string {
  switch (source.kind) {
    case "input":
      return source.name;
    case "item":
      return places.ofItem(source.of).input.replace(/^pipelinechannel--/, "");
    case "status":
      return `${places.ofStatus(source.of).task}-status`;
    case "output":
      return `${places.of(source.of).task}-${source.name}`;
  }
}

/** The tasks whose data or status a task takes. */
export function producersIn(inputs: TaskInputsSpec | undefined): string[] {
  const parameters = Object.values(inputs?.parameters ?? {}).map(
    (source) => (source.taskOutputParameter ?? source.taskFinalStatus)?.producerTask,
  );
  const artifacts = Object.values(inputs?.artifacts ?? {}).map((source) => source.taskOutputArtifact?.producerTask);
  return [...parameters, ...artifacts].filter((name) => name !== undefined);
}
