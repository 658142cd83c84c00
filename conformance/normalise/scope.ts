import type { Scope, Task } from "./graph.ts";
import { withoutImporterGroup } from "./importer-group.ts";
import { type JsonObject, list, object, text } from "./json.ts";
import { substitute } from "./placeholder.ts";
import type { PipelineDocuments } from "./read.ts";
import {
  absent,
  constant,
  firstOf,
  gathered,
  isConstant,
  itemOf,
  mayBeAbsent,
  outputOf,
  pipelineInput,
  selected,
  statusOf,
  type Value,
} from "./value.ts";

/** Thrown for a task, component or output that a document refers to and does not have. */
export class DanglingReference extends Error {}

type Kind = "parameters" | "artifacts";

/** Lays out every task of a pipeline, at every place where its component is used. Throws on a reference to nothing. */
export function rootScope({ spec }: PipelineDocuments): { scope: Scope; tasks: Task[] } {
  const components = object(spec.components);
  const tasks: Task[] = [];
  const open = (dag: JsonObject, owner: Task | undefined, input: Scope["input"]): Scope => {
    const scope: Scope = { owner, dag, tasks: new Map(), input };
    for (const [key, value] of Object.entries(object(dag.tasks))) scope.tasks.set(key, place(key, object(value), scope));
    return scope;
  };
  const place = (key: string, taskSpec: JsonObject, scope: Scope): Task => {
    const name = text(object(taskSpec.componentRef).name) ?? "";
    const component = components[name];
    if (component === undefined) throw new DanglingReference(`Task ${key}: there is no component ${JSON.stringify(name)}.`);
    const path = scope.owner === undefined ? key : `${scope.owner.path}/${key}`;
    const placed = withoutImporterGroup({ spec: taskSpec, component: object(component) }, spec);
    const task = { id: tasks.length, path, key, ...placed, scope, inside: undefined as Scope | undefined };
    tasks.push(task);
    const dag = task.component.dag;
    if (dag !== undefined) task.inside = open(object(dag), task, (input, kind) => boundInput(task, input, kind));
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
  return mayBeAbsent(value) && isConstant(fallback) ? firstOf([value, fallback]) : value;
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
  const output = object(spec.taskOutputParameter ?? spec.taskOutputArtifact);
  const producer = text(output.producerTask);
  if (producer !== undefined)
    return producedBy(scope, producer, text(output.outputParameterKey) ?? text(output.outputArtifactKey) ?? "", kind);
  const status = text(object(spec.taskFinalStatus).producerTask);
  if (status !== undefined) return statusOf(sibling(scope, status).id);
  const { constant: given, constantValue } = object(spec.runtimeValue);
  if (given === undefined && constantValue === undefined) return { unknown: spec };
  return substitute(given ?? Object.values(object(constantValue))[0] ?? null, (name) => boundInput(task, name, "parameters"));
}

/** The output of a task; of a group, what its own output selects inside, gathered where the group is a loop. */
function producedBy(scope: Scope, producer: string, key: string, kind: Kind): Value {
  const task = sibling(scope, producer);
  if (task.inside === undefined) return outputOf(task.id, key);
  const value = dagOutput(task.inside, key, kind);
  return task.spec.parameterIterator === undefined && task.spec.artifactIterator === undefined ? value : gathered(task.id, value);
}

/** What an output of a DAG selects among the outputs of its tasks. */
export function dagOutput(scope: Scope, key: string, kind: Kind): Value {
  const output = object(object(object(scope.dag.outputs)[kind])[key]);
  const one = output.valueFromParameter;
  const selectors = one === undefined ? list(object(output.valueFromOneof).parameterSelectors ?? output.artifactSelectors) : [one];
  if (selectors.length === 0) throw new DanglingReference(`${scope.owner?.path ?? "The pipeline"} has no output ${JSON.stringify(key)}.`);
  return firstOf(selectors.map((selector) => selection(scope, object(selector), kind)));
}

function selection(scope: Scope, selector: JsonObject, kind: Kind): Value {
  const key = text(selector.outputParameterKey) ?? text(selector.outputArtifactKey) ?? "";
  return producedBy(scope, text(selector.producerSubtask) ?? "", key, kind);
}

export function sibling(scope: Scope, key: string): Task {
  const task = scope.tasks.get(key);
  if (task === undefined)
    throw new DanglingReference(`There is no task ${JSON.stringify(key)} beside ${[...scope.tasks.keys()].join(", ")}.`);
  return task;
}
