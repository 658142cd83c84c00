import {
  type ArtifactList,
  type ComponentSpec,
  evaluateCondition,
  evaluateSelector,
  type JsonValue,
  type PipelineDocument,
  type PipelineTaskSpec,
  type RuntimeArtifact,
} from "@typeline/ir";
import { Engine, itemOf, type Use } from "./engine.ts";
import type { RunContainer } from "./executor.ts";
import { resolve, type Scope, type Sources, sources } from "./inputs.ts";
import { refusals } from "./kfp-compiler.ts";
import { DriverFailed, NIL, outputOf } from "./kfp-lookup.ts";
import { type IsCached, isStored, storedState } from "./kfp-states.ts";
import { converted, isOfType } from "./types.ts";
import { type Ended, NOTHING, type State, type Values } from "./values.ts";

/**
 * Runs a document as KFP 2.17's compiler to Argo, driver and launcher do, where they differ from the IR's definition. Nothing is thrown: what
 * they refuse or do not survive is a failed run. `lowering.md` names the sources.
 */
export class KfpEngine extends Engine {
  readonly #isCached: IsCached;
  readonly #sources: Sources;
  constructor(document: PipelineDocument, runContainer: RunContainer, isCached: IsCached = () => false) {
    super(document, runContainer);
    this.#isCached = isCached;
    this.#sources = {
      ...sources,
      inputParameter: ({ path, inputs }, name) => there(inputs.parameters.get(name), `${path} has no input parameter ${name}`),
      inputArtifact: ({ path, inputs }, name) => there(inputs.artifacts.get(name), `${path} has no input artifact ${name}`),
      outputParameter: (producer, name) => outputOf(producer, name, "parameters", isCached),
      outputArtifact: (producer, name) => outputOf(producer, name, "artifacts", isCached) as RuntimeArtifact[],
      finalStatus: (scope, producer) => this.#finalStatus(scope, producer),
      select: (selector, value) => {
        if (value === undefined || value === null || value === NIL) throw new DriverFailed("a selector finds no value");
        return answered(evaluateSelector(selector, value as JsonValue));
      },
    };
  }

  override async run(given: Values): Promise<Ended> {
    const [reason] = refusals(this.document);
    const component = this.document.spec.root;
    if (reason !== undefined) return { name: "root", path: "", component, state: "FAILED", outputs: NOTHING, reason };
    try {
      return await super.run(given);
    } catch (error) {
      return { name: "root", path: "", component, state: "FAILED", outputs: NOTHING, reason: `${error}` };
    }
  }

  /** Optional parameters that are not given are null. */
  protected override rootInputs(component: ComponentSpec, given: Values): Values {
    const definitions = Object.entries(component.inputDefinitions?.parameters ?? {});
    const values = definitions.map(([name, { defaultValue }]) => [name, given.parameters.get(name) ?? defaultValue ?? null] as const);
    return { ...NOTHING, parameters: new Map(values) };
  }

  /** Exit tasks are hooks of the tasks that they wait for, and no tasks of the DAG. */
  protected override scheduled(tasks: Readonly<Record<string, PipelineTaskSpec>>): string[] {
    return super.scheduled(tasks).filter((name) => !isExit(tasks[name]!));
  }

  /** Runs the hook of a task: of several exit tasks that wait for it, the last by name. Its failure changes nothing. */
  protected override async ended(scope: Scope, name: string): Promise<void> {
    const tasks = scope.component.dag!.tasks!;
    const { state, component } = scope.tasks.get(name)!;
    const hook = Object.keys(tasks)
      .sort()
      .findLast((other) => isExit(tasks[other]!) && tasks[other]!.dependentTasks?.includes(name));
    const isImporter = this.document.spec.deploymentSpec?.executors[component.executorLabel ?? ""]?.importer !== undefined;
    if (hook === undefined || itemOf(tasks[name]!) !== undefined || isImporter) return;
    if (state === "SUCCEEDED" || state === "FAILED") await this.task(scope, hook);
  }

  protected override failsDag(_use: Use, { state }: Ended): boolean {
    return state === "FAILED";
  }

  /** `depends: a.Succeeded && b.Succeeded` */
  protected override stopped(task: PipelineTaskSpec, tasks: ReadonlyMap<string, Ended>): State | undefined {
    return super.stopped(task, tasks) && "NOT_TRIGGERED";
  }

  protected override async task(scope: Scope, name: string): Promise<Ended> {
    try {
      return await super.task(scope, name);
    } catch (error) {
      const component = this.document.spec.components![scope.component.dag!.tasks![name]!.componentRef.name]!;
      return { name, path: `${scope.path}/${name}`, component, state: "FAILED", outputs: NOTHING, reason: `${error}` };
    }
  }

  protected override inputs(scope: Scope, task: PipelineTaskSpec, { component, path }: Use): Values {
    const { parameters: found, artifacts } = resolve(scope, task, component, path, this.#sources);
    const parameters = new Map(found);
    for (const [name, definition] of Object.entries(component.inputDefinitions?.parameters ?? {})) {
      // A null from the root: left out where the component says that it is optional, and then nobody further in finds it.
      if (parameters.get(name) === null && !definition.isOptional) throw new DriverFailed(`${path}.${name}: the parameter is null`);
      if (parameters.get(name) === null) parameters.delete(name);
      else if (component.dag && definition.isOptional && task.inputs?.parameters?.[name] === undefined)
        parameters.set(name, definition.defaultValue ?? null);
    }
    return { parameters: typed(component, parameters, path, [itemOf(task)]), artifacts };
  }

  protected override triggered({ triggerPolicy }: PipelineTaskSpec, inputs: Values): boolean {
    return triggerPolicy?.condition === undefined || holds(triggerPolicy.condition, inputs);
  }

  protected override async iteration(use: Use): Promise<Ended> {
    const { task, component, path, inputs } = use;
    const items = task!.parameterIterator!.items.inputParameter;
    const parameters = new Map(inputs.parameters);
    if (items !== undefined) parameters.delete(items);
    // The selectors of the loop are evaluated once more, over what they have selected.
    for (const [name, { parameterExpressionSelector: selector }] of Object.entries(task!.inputs?.parameters ?? {}))
      if (selector !== undefined) parameters.set(name, this.#sources.select(selector, parameters.get(name)));
    const own = { parameters: typed(component, parameters, path, [items]), artifacts: inputs.artifacts };
    const { condition } = task!.triggerPolicy ?? {};
    if (condition !== undefined && !holds(condition, own)) throw new DriverFailed(`${path}: the condition holds for the loop only`);
    return await this.use({ ...use, inputs: own });
  }

  /** The driver of whoever reads an output looks for it; a DAG has none of its own. Those of the pipeline are looked for here, to compare them. */
  protected override outputs(use: Use, tasks: ReadonlyMap<string, Ended>): Values {
    if (use.path !== "") return NOTHING;
    const root: Ended = { ...use, state: "SUCCEEDED", outputs: NOTHING, tasks };
    const { parameters = {}, artifacts = {} } = use.component.dag!.outputs ?? {};
    return {
      parameters: new Map(Object.keys(parameters).flatMap((name) => this.#found(root, name, "parameters"))),
      artifacts: new Map(Object.keys(artifacts).flatMap((name) => this.#found<RuntimeArtifact[]>(root, name, "artifacts"))),
    };
  }

  #found<T = unknown>(root: Ended, name: string, kind: "parameters" | "artifacts"): [string, T][] {
    try {
      return [[name, outputOf(root, name, kind, this.#isCached) as T]];
    } catch (error) {
      if (error instanceof DriverFailed) return [];
      throw error;
    }
  }

  protected override gathered(): Values {
    return NOTHING;
  }

  /** A retry policy inside a loop is ignored. */
  protected override retries(use: Use, task: PipelineTaskSpec | undefined): number {
    return use.path.includes("[") ? 0 : super.retries(use, task);
  }

  /** Directly in an iteration the driver looks for a name without the iteration's index, and finds nothing. */
  #finalStatus({ path }: Scope, producer: Ended): unknown {
    if (path.endsWith("]") || !isStored(producer)) throw new DriverFailed(`${path}: producer task ${producer.name} not in tasks`);
    return { state: storedState(producer, this.#isCached), pipelineTaskName: producer.name, pipelineJobResourceName: "run-1", error: {} };
  }
}

/** As cel-go evaluates it, whose checker refuses some of what has a value elsewhere. */
function holds(condition: string, { parameters, artifacts }: Values): boolean {
  const lists = [...artifacts].map(([name, list]): [string, ArtifactList] => [name, { artifacts: [...list] }]);
  const inputs = { parameters: Object.fromEntries(parameters) as Record<string, JsonValue>, artifacts: Object.fromEntries(lists) };
  return answered(evaluateCondition(condition, inputs));
}

function answered<T>(result: { readonly value: T; readonly error?: undefined } | { readonly error: string }): T {
  if (result.error !== undefined) throw new DriverFailed(result.error);
  return result.value;
}

const isExit = ({ triggerPolicy }: PipelineTaskSpec): boolean => triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED";

function there<T>(value: T | undefined, reason: string): T {
  if (value === undefined) throw new DriverFailed(reason);
  return value;
}

/** The driver's check of types: a STRING takes anything as text, nothing is parsed, and any number is an integer. */
function typed(
  { inputDefinitions }: ComponentSpec,
  given: ReadonlyMap<string, unknown>,
  path: string,
  expectedToBeMissing: readonly (string | undefined)[],
): Map<string, unknown> {
  const parameters = new Map<string, unknown>();
  for (const [name, { parameterType, isOptional, defaultValue }] of Object.entries(inputDefinitions?.parameters ?? {})) {
    const value = given.get(name);
    if (value === null) parameters.set(name, null);
    if (value === null || expectedToBeMissing.includes(name)) continue;
    if (value === undefined) {
      if (!isOptional && defaultValue === undefined) throw new DriverFailed(`${path}.${name}: neither value nor default value`);
      continue;
    }
    const fits =
      value === NIL
        ? parameterType === "STRING"
        : parameterType === "NUMBER_INTEGER"
          ? isOfType(value, "NUMBER_DOUBLE")
          : isOfType(value, parameterType);
    if (!fits && (parameterType !== "STRING" || value === NIL))
      throw new DriverFailed(`${path}.${name}: type mismatch: expect ${parameterType}`);
    parameters.set(name, value === NIL ? "" : fits ? value : converted(value, parameterType)!.value);
  }
  return parameters;
}
