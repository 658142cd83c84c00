import type { ComponentSpec, PipelineDocument, PipelineTaskSpec, RuntimeArtifact } from "@typeline/ir";
import type { RunContainer } from "./executor.ts";
import { holds } from "./expressions.ts";
import { imported } from "./importer.ts";
import { completed, resolve, type Scope, sources } from "./inputs.ts";
import { isOfType } from "./types.ts";
import { type Ended, NOTHING, type State, TaskFailed, UnsoundDocument, type Values } from "./values.ts";

/** One use of a component: a task, one iteration of a loop, or the root. */
export interface Use {
  readonly name: string;
  readonly path: string;
  readonly component: ComponentSpec;
  readonly inputs: Values;
  readonly task?: PipelineTaskSpec;
}

/**
 * Runs a document as the IR's definition says. A task starts when all that it waits for has ended, and otherwise in the opposite of the
 * document's order, so that an order that nobody asked for is not kept by chance. Where another engine differs, its class overrides the step.
 */
export class Engine {
  protected readonly document: PipelineDocument;
  protected readonly runContainer: RunContainer;
  /** `component/task`: tasks whose failure is handled, and does not fail their DAG. */
  readonly #handled: ReadonlySet<string>;
  constructor(document: PipelineDocument, runContainer: RunContainer) {
    this.document = document;
    this.runContainer = runContainer;
    const { handled = [] } = (document.platforms?.platforms.typeline?.config ?? {}) as { handled?: string[] };
    this.#handled = new Set(handled);
  }

  /** @throws UnsoundDocument */
  async run(given: Values): Promise<Ended> {
    const component = this.document.spec.root;
    return await this.use({ name: "root", path: "", component, inputs: this.rootInputs(component, given) });
  }

  protected rootInputs(component: ComponentSpec, given: Values): Values {
    return completed(component, given, "root");
  }

  protected async use(use: Use): Promise<Ended> {
    return use.component.dag ? await this.#dag(use) : await this.#leaf(use);
  }

  async #dag(use: Use): Promise<Ended> {
    const { tasks: specs = {} } = use.component.dag!;
    const tasks = new Map<string, Ended>();
    const scope: Scope = { ...use, tasks };
    const left = this.scheduled(specs);
    while (left.length > 0) {
      const index = left.findIndex((name) => waits(specs[name]!).every((other) => tasks.has(other)));
      if (index < 0) throw new UnsoundDocument(`${use.path}: ${left.join(", ")} wait for each other`);
      const [name] = left.splice(index, 1) as [string];
      tasks.set(name, await this.task(scope, name));
      await this.ended(scope, name);
    }
    const failed = [...tasks.values()].find((task) => this.failsDag(use, task));
    return failed ? { ...failure(use, failed), tasks } : { ...ending(use, "SUCCEEDED"), tasks, outputs: this.outputs(use, tasks) };
  }

  /** The tasks that run when what they wait for has ended, the preferred ones first. */
  protected scheduled(tasks: Readonly<Record<string, PipelineTaskSpec>>): string[] {
    return Object.keys(tasks).reverse();
  }

  /** After each task. */
  protected async ended(_scope: Scope, _name: string): Promise<void> {}

  protected failsDag({ task, name }: Use, ended: Ended): boolean {
    return ended.state === "FAILED" && !this.#handled.has(`${task?.componentRef.name ?? name}/${ended.name}`);
  }

  protected async task(scope: Scope, name: string): Promise<Ended> {
    const task = scope.component.dag!.tasks![name]!;
    const component = this.document.spec.components![task.componentRef.name]!;
    const use: Use = { name, path: `${scope.path}/${name}`, component, task, inputs: NOTHING };
    const state = this.stopped(task, scope.tasks);
    if (state !== undefined) return ending(use, state);
    const inputs = this.inputs(scope, task, use);
    if (!this.triggered(task, inputs)) return ending(use, "SKIPPED");
    if (task.parameterIterator ?? task.artifactIterator) return await this.#loop({ ...use, inputs });
    return await this.use({ ...use, inputs });
  }

  /** How a task ends that never starts, because of those that it waits for. */
  protected stopped({ triggerPolicy, dependentTasks = [] }: PipelineTaskSpec, tasks: ReadonlyMap<string, Ended>): State | undefined {
    if (triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED") return undefined;
    const states = dependentTasks.map((name) => tasks.get(name)!.state);
    if (states.includes("FAILED") || states.includes("NOT_TRIGGERED")) return "NOT_TRIGGERED";
    return states.includes("SKIPPED") ? "SKIPPED" : undefined;
  }

  protected inputs(scope: Scope, task: PipelineTaskSpec, { component, path }: Use): Values {
    return completed(component, resolve(scope, task, component, path, sources), path, itemOf(task));
  }

  protected triggered({ triggerPolicy }: PipelineTaskSpec, inputs: Values): boolean {
    return triggerPolicy?.condition === undefined || holds(triggerPolicy.condition, inputs);
  }

  async #loop(use: Use): Promise<Ended> {
    const iterations: Ended[] = [];
    for (const [index, inputs] of itemsOf(use).entries())
      iterations.push(await this.iteration({ ...use, path: `${use.path}[${index}]`, inputs }));
    const failed = iterations.find((one) => one.state === "FAILED");
    return failed
      ? { ...failure(use, failed), iterations }
      : { ...ending(use, "SUCCEEDED"), iterations, outputs: this.gathered(use, iterations) };
  }

  protected async iteration(use: Use): Promise<Ended> {
    return await this.use({ ...use, inputs: completed(use.component, use.inputs, use.path) });
  }

  /** What the iterations give, in the order of the items; those that give nothing, since they skipped the task, are left out. */
  protected gathered({ component }: Use, iterations: readonly Ended[]): Values {
    const { parameters = {}, artifacts = {} } = component.outputDefinitions ?? {};
    return {
      parameters: present(parameters, (_, name) =>
        iterations.map(({ outputs }) => outputs.parameters.get(name)).filter((value) => value !== undefined),
      ),
      artifacts: present(artifacts, (_, name) =>
        iterations.flatMap(({ outputs }): readonly RuntimeArtifact[] => outputs.artifacts.get(name) ?? []),
      ),
    };
  }

  async #leaf(use: Use): Promise<Ended> {
    const { component, path, task } = use;
    const executor = this.document.spec.deploymentSpec!.executors[component.executorLabel!]!;
    const inputs = completed(component, use.inputs, path);
    if (executor.importer) return { ...ending(use, "SUCCEEDED"), outputs: imported(executor.importer, component, inputs) };
    for (let attempt = 1; ; attempt++) {
      try {
        const outputs = await this.runContainer({ path, component, executor, inputs, attempt });
        expectOutputs(component, outputs, path);
        return { ...ending(use, "SUCCEEDED"), outputs, ran: true };
      } catch (error) {
        if (!(error instanceof TaskFailed)) throw error;
        if (attempt > this.retries(use, task)) return { ...ending(use, "FAILED"), reason: error.message, ran: true };
      }
    }
  }

  /** How often a task runs again when it fails. */
  protected retries(_use: Use, task: PipelineTaskSpec | undefined): number {
    return task?.retryPolicy?.maxRetryCount ?? 0;
  }

  /** What a DAG gives whose tasks have ended. */
  protected outputs(use: Use, tasks: ReadonlyMap<string, Ended>): Values {
    const { parameters = {}, artifacts = {} } = use.component.dag!.outputs ?? {};
    return {
      parameters: present(parameters, ({ valueFromOneof, valueFromParameter }, name) => {
        const selectors = valueFromOneof?.parameterSelectors ?? [valueFromParameter!];
        const found = selectors.map((one) => tasks.get(one.producerSubtask)!.outputs.parameters.get(one.outputParameterKey));
        return oneOf(found, `${use.path}.${name}`);
      }),
      artifacts: present(artifacts, ({ artifactSelectors = [] }, name) => {
        const found = artifactSelectors.map((one) => tasks.get(one.producerSubtask)!.outputs.artifacts.get(one.outputArtifactKey));
        return oneOf(found, `${use.path}.${name}`);
      }),
    };
  }
}

/** The tasks that must have ended: those that are named, and what the SDK does not name, the producers of undeclared inputs. */
function waits({ dependentTasks = [], inputs }: PipelineTaskSpec): string[] {
  const producers = Object.values(inputs?.parameters ?? {}).flatMap(({ taskOutputParameter }) => taskOutputParameter?.producerTask ?? []);
  return [...dependentTasks, ...producers];
}

export function ending({ name, path, component, task }: Use, state: State): Ended {
  return { name, path, component, ...(task && { task }), state, outputs: NOTHING };
}

/** The end of a group, because of what failed in it. */
function failure(use: Use, { reason }: Ended): Ended {
  return { ...ending(use, "FAILED"), ...(reason !== undefined && { reason }) };
}

/** The one value that is there; none if no branch was taken. */
function oneOf<T>(found: readonly (T | undefined)[], at: string): T | undefined {
  const there = found.filter((value) => value !== undefined);
  if (there.length > 1) throw new UnsoundDocument(`${at}: several branches give a value`);
  return there[0];
}

function present<S, T>(specs: Readonly<Record<string, S>>, make: (spec: S, name: string) => T | undefined): Map<string, T> {
  const values = Object.entries(specs).map(([name, spec]) => [name, make(spec, name)] as const);
  return new Map(values.filter((pair): pair is [string, T] => pair[1] !== undefined));
}

export const itemOf = ({ parameterIterator, artifactIterator }: PipelineTaskSpec): string | undefined =>
  (parameterIterator ?? artifactIterator)?.itemInput;

/** The inputs of each iteration: those of the loop, and the item. */
export function itemsOf({ task, path, inputs: { parameters, artifacts } }: Use): Values[] {
  const { parameterIterator, artifactIterator } = task!;
  if (artifactIterator) {
    const list = artifacts.get(artifactIterator.items.inputArtifact) ?? [];
    return list.map((item) => ({ parameters, artifacts: new Map([...artifacts, [artifactIterator.itemInput, [item]]]) }));
  }
  const { items, itemInput } = parameterIterator!;
  const given = items.raw ?? parameters.get(items.inputParameter!);
  const list = typeof given === "string" ? JSON.parse(given) : given;
  if (!Array.isArray(list)) throw new UnsoundDocument(`${path}: ${JSON.stringify(given)} is no list to loop over`);
  return list.map((item) => ({ parameters: new Map([...parameters, [itemInput, item]]), artifacts }));
}

/** A container must give all that its component declares. */
function expectOutputs({ outputDefinitions = {} }: ComponentSpec, { parameters, artifacts }: Values, path: string): void {
  for (const [name, { parameterType }] of Object.entries(outputDefinitions.parameters ?? {}))
    if (!isOfType(parameters.get(name), parameterType))
      throw new UnsoundDocument(`${path}.${name}: ${JSON.stringify(parameters.get(name))} is no ${parameterType}`);
  for (const name of Object.keys(outputDefinitions.artifacts ?? {}))
    if (artifacts.get(name) === undefined) throw new UnsoundDocument(`${path}.${name}: no artifact is given`);
}
