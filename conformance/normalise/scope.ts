import type { Scope, Task } from "./graph.ts";
import { type JsonObject, list, object, text } from "./json.ts";
import { substitute } from "./placeholder.ts";
import type { PipelineDocuments } from "./read.ts";
import {
  type Arm,
  absent,
  constant,
  gathered,
  isConstant,
  itemOf,
  mayBeAbsent,
  oneOf,
  orElse,
  outputOf,
  pipelineInput,
  selected,
  statusOf,
  type Value,
} from "./value.ts";

/** Thrown for a document that has no meaning: it refers to what is not there, or waits for itself. */
export class BrokenDocument extends Error {}

type Kind = "parameters" | "artifacts";

/** Lays out every task of a pipeline, at every place where its component is used. Throws on a reference to nothing. */
export function rootScope({ spec, platforms }: PipelineDocuments): { scope: Scope; tasks: Task[] } {
  const components = object(spec.components);
  const executors = object(object(spec.deploymentSpec).executors);
  const ours = object(object(object(platforms.typeline).deploymentSpec).executors);
  const runs = ({ dag, executorLabel }: JsonObject): Task["runs"] => {
    const label = text(executorLabel) ?? "";
    if (dag !== undefined) return undefined;
    return object(ours[label]).builtin === "keep" ? "keep" : object(executors[label]).importer === undefined ? "program" : "importer";
  };
  const tasks: Task[] = [];
  const open = (dag: JsonObject, owner: Task | undefined, input: Scope["input"]): Scope => {
    const scope: Scope = { owner, dag, tasks: new Map(), input };
    for (const [key, value] of Object.entries(object(dag.tasks))) scope.tasks.set(key, place(key, object(value), scope));
    return scope;
  };
  const place = (key: string, taskSpec: JsonObject, scope: Scope): Task => {
    const name = text(object(taskSpec.componentRef).name) ?? "";
    if (components[name] === undefined) throw new BrokenDocument(`Task ${key}: there is no component ${JSON.stringify(name)}.`);
    const component = object(components[name]);
    const path = scope.owner === undefined ? key : `${scope.owner.path}/${key}`;
    const task = {
      id: tasks.length,
      path,
      key,
      spec: taskSpec,
      component,
      scope,
      inside: undefined as Scope | undefined,
      runs: runs(component),
    };
    tasks.push(task);
    if (component.dag !== undefined) task.inside = open(object(component.dag), task, (input, kind) => boundInput(task, input, kind));
    return task;
  };
  const inputs = object(object(spec.root).inputDefinitions);
  const scope = open(object(object(spec.root).dag), undefined, (name, kind) => {
    const definition = object(object(inputs[kind])[name]);
    return pipelineInput(name, definition.isOptional === true && definition.defaultValue === undefined);
  });
  return { scope, tasks };
}

/** What an input of a task stands for: what is bound to it, the loop's item, else its default. */
export function boundInput(task: Task, name: string, kind: Kind): Value {
  const binding = object(object(task.spec.inputs)[kind])[name];
  const definition = object(object(object(task.component.inputDefinitions)[kind])[name]);
  const fallback = definition.defaultValue === undefined ? absent : constant(definition.defaultValue);
  if (isItemInput(task, name)) return itemOf(task.id);
  if (binding === undefined) return fallback;
  const value = resolve(task, object(binding), kind);
  return mayBeAbsent(value) && isConstant(fallback) ? orElse(value, fallback) : value;
}

function isItemInput(task: Task, name: string): boolean {
  return object(task.spec.parameterIterator).itemInput === name || object(task.spec.artifactIterator).itemInput === name;
}

/** An InputParameterSpec or InputArtifactSpec of `task`, as a value. */
export function resolve(task: Task, spec: JsonObject, kind: Kind): Value {
  const expression = text(spec.parameterExpressionSelector);
  const value = unselected(task, spec, kind);
  return expression === undefined ? value : selected(expression, value);
}

function unselected(task: Task, spec: JsonObject, kind: Kind): Value {
  const { scope } = task;
  const input = text(spec.componentInputParameter) ?? text(spec.componentInputArtifact);
  if (input !== undefined) return scope.input(input, kind);
  const given = takenOutput(spec);
  if (given !== undefined) return producedBy(scope, given.producer, given.output, kind);
  const status = text(object(spec.taskFinalStatus).producerTask);
  if (status !== undefined) return statusOf(sibling(scope, status).id);
  const { constant: written, constantValue } = object(spec.runtimeValue);
  if (written === undefined && constantValue === undefined) return { unknown: spec };
  return substitute(written ?? Object.values(object(constantValue))[0] ?? null, (name) => boundInput(task, name, "parameters"));
}

/** The output of a task; of a group, what its own output selects inside, gathered where the group is a loop. */
function producedBy(scope: Scope, producer: string, key: string, kind: Kind): Value {
  const task = sibling(scope, producer);
  if (task.runs === "keep" && key === "value") return boundInput(task, "value", kind);
  if (task.inside === undefined) return outputOf(task.id, key);
  const value = dagOutput(task.inside, key, kind);
  return isLoop(task) ? gathered(task.id, value) : value;
}

/** What an output of a DAG selects among the outputs of its tasks. */
export function dagOutput(scope: Scope, key: string, kind: Kind): Value {
  return oneOf(
    selectors(scope, key, kind).map(({ producer, output }): Arm => {
      const ran = conditionBehind(scope, producer, output, kind);
      const value = producedBy(scope, producer, output, kind);
      return ran === undefined ? { value } : { value, ran: { $node: ran.id } };
    }),
  );
}

/** The task whose condition decides whether an output is there, through groups and tasks that only hand it on. */
function conditionBehind(scope: Scope, producer: string, key: string, kind: Kind): Task | undefined {
  const task = sibling(scope, producer);
  if (object(task.spec.triggerPolicy).condition !== undefined) return task;
  if (task.runs === "keep") return conditionBehindInput(task, "value", kind);
  if (task.inside === undefined || isLoop(task)) return undefined;
  const [only, ...others] = selectors(task.inside, key, kind);
  return others.length === 0 ? conditionBehind(task.inside, only!.producer, only!.output, kind) : undefined;
}

function conditionBehindInput(task: Task, name: string, kind: Kind): Task | undefined {
  const binding = object(object(object(task.spec.inputs)[kind])[name]);
  const taken = takenOutput(binding);
  if (taken !== undefined) return conditionBehind(task.scope, taken.producer, taken.output, kind);
  const outer = text(binding.componentInputParameter ?? binding.componentInputArtifact);
  return outer === undefined || task.scope.owner === undefined ? undefined : conditionBehindInput(task.scope.owner, outer, kind);
}

interface TakenOutput {
  readonly producer: string;
  readonly output: string;
}

/** The output of a task beside the one whose input `spec` is. */
export function takenOutput(spec: JsonObject): TakenOutput | undefined {
  const { producerTask, outputParameterKey, outputArtifactKey } = object(spec.taskOutputParameter ?? spec.taskOutputArtifact);
  const producer = text(producerTask);
  return producer === undefined ? undefined : { producer, output: text(outputParameterKey) ?? text(outputArtifactKey) ?? "" };
}

function selectors(scope: Scope, key: string, kind: Kind): TakenOutput[] {
  const output = object(object(object(scope.dag.outputs)[kind])[key]);
  const one = output.valueFromParameter;
  const found = one === undefined ? list(object(output.valueFromOneof).parameterSelectors ?? output.artifactSelectors) : [one];
  if (found.length === 0) throw new BrokenDocument(`${scope.owner?.path ?? "The pipeline"} has no output ${JSON.stringify(key)}.`);
  return found.map(object).map(({ producerSubtask, outputParameterKey, outputArtifactKey }) => ({
    producer: text(producerSubtask) ?? "",
    output: text(outputParameterKey) ?? text(outputArtifactKey) ?? "",
  }));
}

export function isLoop({ spec }: Task): boolean {
  return spec.parameterIterator !== undefined || spec.artifactIterator !== undefined;
}

export function sibling(scope: Scope, key: string): Task {
  const task = scope.tasks.get(key);
  if (task === undefined) throw new BrokenDocument(`There is no task ${JSON.stringify(key)} beside ${[...scope.tasks.keys()].join(", ")}.`);
  return task;
}
