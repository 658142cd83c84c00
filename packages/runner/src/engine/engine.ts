import {
  type ArtifactList,
  type ComponentSpec,
  evaluateCondition,
  type InputParameterSpec,
  type JsonValue,
  type PipelineDocument,
  type PipelineTaskSpec,
  type RunFact,
} from "@typeline/ir";
import type { Values } from "../values.ts";
import type { Facts } from "./constants.ts";
import { type Ended, type Failure, failed, type State, stopped, succeeded } from "./ended.ts";
import { completed, parameter, resolved, type Scope } from "./inputs.ts";
import type { Leaf, Place } from "./leaf.ts";
import { itemInputOf, itemsOf, type LoopItems } from "./loop-items.ts";
import { dagOutputs, gathered } from "./outputs.ts";
import { TaskFailure } from "./task-failure.ts";
import { waitsOf } from "./waits.ts";

/** How a leaf ended. */
export type Outcome = { readonly outputs: Values; readonly error?: undefined } | { readonly error: string };

export interface EngineOptions {
  readonly document: PipelineDocument;
  /** Values of the root's inputs; defaults are filled in by the engine. */
  readonly inputs: Values;
  /** Facts of the run, and of a task. */
  facts(name: RunFact, place: Place | undefined): string | undefined;
  /** A task, or each task of a group, never starts. */
  skipped(place: Place, reason: string): void;
  /** All that a task or group waits for has ended: its inputs are taken, and its condition is looked at. */
  tried?(place: Place): void;
  /** A task or group failed before anything could run. */
  failed(place: Place, message: string): void;
  /** A loop has started, or another of its iterations has ended. */
  looped?(path: string, done: number, total: number): void;
}

/** One DAG that runs: the root, a group, an iteration of a loop. */
interface DagRun {
  readonly key: string;
  readonly component: ComponentSpec;
  readonly path: string;
  readonly scope: Scope;
  readonly ended: Map<string, Ended>;
  /** How many tasks a task still waits for. */
  readonly waits: Map<string, number>;
  left: number;
  failure?: Failure;
  done(ended: Ended): void;
}

/** One task of a DAG. */
interface TaskRun extends Place {
  readonly dag: DagRun;
  readonly task: PipelineTaskSpec;
  readonly component: ComponentSpec;
}

/** A loop whose items are started one by one, when there is something free to run them. */
interface LoopRun {
  readonly run: TaskRun;
  readonly items: LoopItems;
  /** Most iterations at once. */
  readonly limit: number;
  readonly outputs: Values[];
  started: number;
  running: number;
  failure?: Failure;
}

/**
 * Runs a document as the IR's definition says: which task is ready, what it is given, what is skipped, how it all ends. It does nothing
 * itself: {@link next} gives what is ready, {@link ended} is told how it went. The same outcomes give the same run, whatever their order.
 *
 * A loop's iterations are made when they are asked for, so that many items cost no memory before they run.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #components: Readonly<Record<string, ComponentSpec>>;
  /** `component/task`: tasks whose failure is handled, and does not fail their DAG. */
  readonly #handled: ReadonlySet<string>;
  #ready: Leaf[] = [];
  #first = 0;
  readonly #loops: LoopRun[] = [];
  readonly #ends = new Map<Leaf, (ended: Ended) => void>();
  /** What is still to be done after a change: kept as a list, since a chain of tasks that are skipped may be long. */
  readonly #work: (() => void)[] = [];
  #result: Ended | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { spec, platforms } = options.document;
    this.#components = spec.components ?? {};
    this.#handled = new Set(platforms?.platforms.typeline?.config?.handled ?? []);
    this.#later(() => this.#startRoot(spec.root));
    this.#settle();
  }

  /** How the run ended; undefined while it goes on. */
  get result(): Ended | undefined {
    return this.#result;
  }

  /** The next task that is ready to run; undefined if there is none until another has ended. */
  next(): Leaf | undefined {
    while (this.#first >= this.#ready.length && this.#expand()) this.#settle();
    if (this.#first >= this.#ready.length) return undefined;
    const leaf = this.#ready[this.#first++];
    if (this.#first > 1000 && this.#first * 2 > this.#ready.length) {
      this.#ready = this.#ready.slice(this.#first);
      this.#first = 0;
    }
    return leaf;
  }

  /** Tells how a leaf that {@link next} gave has ended, its last attempt. */
  ended(leaf: Leaf, outcome: Outcome): void {
    const end = this.#ends.get(leaf);
    if (end === undefined) throw new Error(`${leaf.path} has ended before`);
    this.#ends.delete(leaf);
    end(outcome.error === undefined ? succeeded(outcome.outputs) : failed({ path: leaf.path, message: outcome.error }));
    this.#settle();
  }

  #later(work: () => void): void {
    this.#work.push(work);
  }

  #settle(): void {
    for (let work = this.#work.pop(); work !== undefined; work = this.#work.pop()) work();
  }

  #startRoot(root: ComponentSpec): void {
    try {
      const inputs = completed(root, this.#options.inputs);
      this.#startDag("root", root, "", inputs, (ended) => {
        this.#result = ended;
      });
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      this.#result = failed({ path: "", message: error.message });
    }
  }

  #startDag(key: string, component: ComponentSpec, path: string, inputs: Values, done: (ended: Ended) => void): void {
    const ended = new Map<string, Ended>();
    const waits = waitsOf(component);
    const scope: Scope = {
      inputs,
      ended: (task) => ended.get(task),
      finalStatus: (task, { state, failure }) => ({
        state,
        pipelineTaskName: task,
        pipelineJobResourceName: this.#options.facts("pipeline_job_resource_name", undefined) ?? "",
        error: failure === undefined ? {} : { code: 1, message: failure.message },
      }),
    };
    const dag: DagRun = { key, component, path, scope, ended, waits: new Map(waits.count), left: waits.count.size, done };
    if (dag.left === 0) this.#later(() => this.#endDag(dag));
    // The work list is a stack: the first of the document comes first.
    for (const name of [...waits.count.keys()].reverse()) if (waits.count.get(name) === 0) this.#later(() => this.#startTask(dag, name));
  }

  #startTask(dag: DagRun, name: string): void {
    const task = dag.component.dag!.tasks![name]!;
    const componentKey = task.componentRef?.name ?? "";
    const path = dag.path === "" ? name : `${dag.path}/${name}`;
    const component = Object.hasOwn(this.#components, componentKey) ? this.#components[componentKey]! : {};
    const run: TaskRun = { path, name, owner: dag.key, componentKey, dag, task, component };
    const obstacle = this.#obstacle(run);
    if (obstacle) this.#skip(run, obstacle.state, obstacle.reason);
    else
      this.#guarded(
        run,
        (ended) => this.#endTask(run, ended),
        () => this.#tryTask(run),
      );
  }

  /** @throws TaskFailure */
  #tryTask(run: TaskRun): void {
    const { task, component, dag, path, name, owner, componentKey } = run;
    this.#options.tried?.({ path, name, owner, componentKey });
    const inputs = completed(component, resolved(task, dag.scope, this.#factsOf(run)), itemInputOf(task));
    if (!triggered(task, inputs)) this.#skip(run, "SKIPPED", "its condition is false");
    else if (task.parameterIterator ?? task.artifactIterator) this.#startLoop(run, inputs);
    else this.#use(run, run.path, inputs, (ended) => this.#endTask(run, ended));
  }

  /** How a task ends that never starts, because of those that it waits for. */
  #obstacle({ task, dag }: TaskRun): { state: "SKIPPED" | "NOT_TRIGGERED"; reason: string } | undefined {
    if (task.triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED") return undefined;
    const upstream = task.dependentTasks ?? [];
    const withState = (...states: State[]) => upstream.find((name) => states.includes(dag.ended.get(name)?.state ?? "SUCCEEDED"));
    const failure = withState("FAILED");
    if (failure !== undefined) return { state: "NOT_TRIGGERED", reason: `${failure} failed` };
    const untriggered = withState("NOT_TRIGGERED");
    if (untriggered !== undefined) return { state: "NOT_TRIGGERED", reason: `${untriggered} did not run` };
    const skipped = withState("SKIPPED");
    return skipped === undefined ? undefined : { state: "SKIPPED", reason: `${skipped} was skipped` };
  }

  /** Runs a component: its DAG, or its container. */
  #use(run: TaskRun, path: string, inputs: Values, done: (ended: Ended) => void): void {
    const { component, componentKey } = run;
    if (component.dag) {
      this.#startDag(componentKey, component, path, inputs, done);
      return;
    }
    const label = component.executorLabel ?? "";
    const executor = this.#options.document.spec.deploymentSpec?.executors[label];
    if (executor === undefined) throw new TaskFailure(`there is no executor "${label}"`);
    const facts = this.#factsOf({ ...run, path });
    const { name, owner, task } = run;
    const setting = (spec: InputParameterSpec): JsonValue | undefined => parameter(spec, run.dag.scope, "setting");
    const leaf: Leaf = { path, name, owner, componentKey, component, task, label, executor, inputs, facts, setting };
    this.#ends.set(leaf, done);
    this.#ready.push(leaf);
  }

  #startLoop(run: TaskRun, inputs: Values): void {
    const items = itemsOf(run.task, inputs);
    const limit = run.task.iteratorPolicy?.parallelismLimit || Number.POSITIVE_INFINITY;
    const loop: LoopRun = { run, items, limit, outputs: [], started: 0, running: 0 };
    if (items.count === 0) this.#endLoop(loop);
    else {
      this.#loops.push(loop);
      this.#options.looped?.(run.path, 0, items.count);
    }
  }

  /** Starts one iteration, of the loop that began last and may; whether there was one. */
  #expand(): boolean {
    for (let at = this.#loops.length - 1; at >= 0; at--) {
      const loop = this.#loops[at]!;
      if (loop.running >= loop.limit) continue;
      const index = loop.started++;
      loop.running++;
      if (loop.started === loop.items.count) this.#loops.splice(at, 1);
      const path = `${loop.run.path}[${index}]`;
      const done = (ended: Ended) => this.#endIteration(loop, index, ended);
      this.#guarded({ ...loop.run, path }, done, () => {
        this.#use(loop.run, path, completed(loop.run.component, loop.items.inputs(index)), done);
      });
      return true;
    }
    return false;
  }

  #endIteration(loop: LoopRun, index: number, { outputs, failure }: Ended): void {
    loop.running--;
    loop.outputs[index] = outputs;
    if (failure) loop.failure ??= failure;
    this.#options.looped?.(loop.run.path, loop.started - loop.running, loop.items.count);
    if (loop.running === 0 && loop.started === loop.items.count) this.#endLoop(loop);
  }

  #endLoop({ run, outputs, failure }: LoopRun): void {
    this.#endTask(run, failure ? failed(failure) : succeeded(gathered(run.component, outputs)));
  }

  #skip(run: TaskRun, state: "SKIPPED" | "NOT_TRIGGERED", reason: string): void {
    this.#reportSkipped(run, reason);
    this.#endTask(run, stopped(state));
  }

  #reportSkipped(place: Place, reason: string): void {
    const tasks = Object.entries(this.#components[place.componentKey]?.dag?.tasks ?? {});
    if (tasks.length === 0) this.#options.skipped(place, reason);
    for (const [name, { componentRef }] of tasks)
      this.#reportSkipped(
        { path: `${place.path}/${name}`, name, owner: place.componentKey, componentKey: componentRef?.name ?? "" },
        reason,
      );
  }

  #endTask(run: TaskRun, ended: Ended): void {
    const { dag, name } = run;
    dag.ended.set(name, ended);
    if (ended.failure && !this.#handled.has(`${dag.key}/${name}`)) dag.failure ??= ended.failure;
    for (const waiting of [...(waitsOf(dag.component).waiting.get(name) ?? [])].reverse()) {
      const left = dag.waits.get(waiting)! - 1;
      dag.waits.set(waiting, left);
      if (left === 0) this.#later(() => this.#startTask(dag, waiting));
    }
    if (--dag.left === 0) this.#later(() => this.#endDag(dag));
  }

  #endDag(dag: DagRun): void {
    dag.done(this.#endOf(dag));
  }

  #endOf({ component, ended, path, failure }: DagRun): Ended {
    if (failure) return failed(failure);
    try {
      return succeeded(dagOutputs(component, (task) => ended.get(task) ?? stopped("SKIPPED")));
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      return failed({ path, message: error.message });
    }
  }

  /** Does something that may find that the task cannot start, which fails it. */
  #guarded(place: Place, done: (ended: Ended) => void, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      const { path, name, owner, componentKey } = place;
      this.#options.failed({ path, name, owner, componentKey }, error.message);
      done(failed({ path, message: error.message }));
    }
  }

  #factsOf({ path, name, owner, componentKey }: Place): Facts {
    const place = { path, name, owner, componentKey };
    return (fact) => this.#options.facts(fact, place);
  }
}

function triggered({ triggerPolicy }: PipelineTaskSpec, { parameters, artifacts }: Values): boolean {
  const condition = triggerPolicy?.condition;
  if (!condition) return true;
  const lists = [...artifacts].map(([name, list]): [string, ArtifactList] => [name, { artifacts: [...list] }]);
  const result = evaluateCondition(condition, { parameters: Object.fromEntries(parameters), artifacts: Object.fromEntries(lists) });
  if (result.error !== undefined) throw new TaskFailure(`the condition \`${condition}\` has no answer: ${result.error}`);
  return result.value;
}
