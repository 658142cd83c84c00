import type { Scope, Task } from "./graph.ts";
import { isThreaded } from "./interface.ts";
import { type Json, type JsonObject, list, object, rest } from "./json.ts";
import { isLoop } from "./scope.ts";

export const completed = "ALL_UPSTREAM_TASKS_COMPLETED";

const taskFields = ["componentRef", "taskInfo", "inputs", "dependentTasks", "cachingOptions", "retryPolicy", "triggerPolicy"].concat([
  "parameterIterator",
  "artifactIterator",
  "iteratorPolicy",
]);

/** What no rule knows of a task; of a group, of its component too. */
export function unknownFields(task: Task): JsonObject {
  const { taskInfo, triggerPolicy } = task.spec;
  const { strategy, condition: _, ...otherPolicy } = object(triggerPolicy);
  return {
    ...rest(task.spec, taskFields),
    ...rest(object(taskInfo), ["name"]),
    ...otherPolicy,
    ...(strategy === undefined || strategy === completed ? {} : { strategy }),
    ...rest(
      task.component,
      task.inside === undefined
        ? ["executorLabel", "inputDefinitions", "outputDefinitions"]
        : ["dag", "inputDefinitions", "outputDefinitions"],
    ),
    ...(task.inside === undefined ? {} : rest(task.inside.dag, ["tasks", "outputs"])),
  };
}

/**
 * Whether a task is a node of the graph. Groups that a compiler makes up to carry values, to wait for an `if` as a whole or to keep an
 * exit task beside its body do nothing by themselves: what stands in them stands where they stand. A group counts if it has a condition
 * or a loop, if something waits for its end however that comes, or if it is somebody's pipeline, whose inputs and outputs have names. One
 * that holds no work counts only if it hands something on: a merge may ask whether it ran.
 */
export function isNode(task: Task): boolean {
  if (task.inside === undefined) return task.runs !== "keep";
  return counts(task) && (holdsWork(task.inside) || Object.keys(object(task.inside.dag.outputs)).length > 0);
}

function counts(task: Task): boolean {
  return (
    isLoop(task) ||
    hasCondition(task) ||
    isBody(task) ||
    isPipeline(task) ||
    displayName(task) !== undefined ||
    task.spec.retryPolicy !== undefined ||
    Object.keys(unknownFields(task)).length > 0
  );
}

function holdsWork(scope: Scope): boolean {
  return workIn(scope).length > 0;
}

/** The tasks in a group, at any depth, that run something. */
function workIn({ tasks }: Scope): Task[] {
  return [...tasks.values()].flatMap((task) => (task.inside === undefined ? (isNode(task) ? [task] : []) : workIn(task.inside)));
}

/**
 * A group whose inputs or outputs have names that somebody gave them, not only those of channels. The outputs of an `if` as a whole may be
 * called like the variable that they are merged into. A lone importer makes no pipeline: KFP's driver reads its URI only from an input of the DAG
 * that it stands in, so a compiler that minds this puts one whose URI comes from another task into a group of its own.
 */
export function isPipeline(task: Task): boolean {
  if (task.inside === undefined || isLoop(task) || hasCondition(task)) return false;
  const work = workIn(task.inside);
  if (work.length === 1 && work[0]!.runs === "importer") return false;
  const { inputDefinitions, outputDefinitions } = task.component;
  return isNamed(inputDefinitions) || (isNamed(outputDefinitions) && !holdsOnlyBranches(task.inside));
}

function holdsOnlyBranches({ tasks }: Scope): boolean {
  return [...tasks.values()].every(
    (task) => hasCondition(task) || task.runs === "keep" || (task.inside !== undefined && holdsOnlyBranches(task.inside)),
  );
}

function isNamed(ports: Json | undefined): boolean {
  return Object.values(object(ports)).some((kind) => Object.keys(object(kind)).some((name) => !isThreaded(name)));
}

export function hasCondition({ spec }: Task): boolean {
  return object(spec.triggerPolicy).condition !== undefined;
}

/** Whether something waits for the end of a group, however it ended, or asks how. */
export function isBody(task: Task): boolean {
  if (task.inside === undefined) return false;
  return [...task.scope.tasks.values()].some(
    ({ spec }) =>
      (object(spec.triggerPolicy).strategy === completed && list(spec.dependentTasks).includes(task.key)) ||
      Object.values(object(object(spec.inputs).parameters)).some((one) => object(object(one).taskFinalStatus).producerTask === task.key),
  );
}

export function displayName({ key, spec }: Task): string | undefined {
  const { name } = object(spec.taskInfo);
  return name === undefined || name === key ? undefined : String(name);
}

/** The nearest group that is a node. */
export function container(task: Task): Task | undefined {
  const { owner } = task.scope;
  return owner === undefined || isNode(owner) ? owner : container(owner);
}
