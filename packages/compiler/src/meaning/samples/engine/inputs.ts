import type { ComponentSpec, InputArtifactSpec, InputParameterSpec, PipelineTaskSpec, RuntimeArtifact } from "@typeline/ir";
import { select } from "./expressions.ts";
import { filled } from "./placeholders.ts";
import { converted } from "./types.ts";
import { type Ended, UnsoundDocument, type Values } from "./values.ts";

/** A DAG while it runs: what came in, and the tasks that have ended. */
export interface Scope {
  readonly name: string;
  readonly path: string;
  readonly component: ComponentSpec;
  readonly inputs: Values;
  readonly tasks: ReadonlyMap<string, Ended>;
}

/** Where the values of a task's inputs are found. */
export interface Sources {
  /** An input parameter of the DAG. */
  inputParameter(scope: Scope, name: string): unknown;
  inputArtifact(scope: Scope, name: string): readonly RuntimeArtifact[] | undefined;
  /** An output of another task of the DAG. */
  outputParameter(producer: Ended, name: string): unknown;
  outputArtifact(producer: Ended, name: string): readonly RuntimeArtifact[] | undefined;
  finalStatus(scope: Scope, producer: Ended): unknown;
  /** What a selector makes of a value that is there. */
  select(selector: string, value: unknown): unknown;
}

/** Absent inputs and outputs are absent values. */
export const sources: Sources = {
  inputParameter(scope, name) {
    if (scope.component.inputDefinitions?.parameters?.[name] === undefined)
      throw new UnsoundDocument(`${scope.path}: there is no input ${name}`);
    return scope.inputs.parameters.get(name);
  },
  inputArtifact(scope, name) {
    if (scope.component.inputDefinitions?.artifacts?.[name] === undefined)
      throw new UnsoundDocument(`${scope.path}: there is no input ${name}`);
    return scope.inputs.artifacts.get(name);
  },
  outputParameter: (producer, name) => producer.outputs.parameters.get(name),
  outputArtifact: (producer, name) => producer.outputs.artifacts.get(name),
  finalStatus: (_, { name, state, reason }) => ({
    state,
    pipelineTaskName: name,
    pipelineJobResourceName: "run-1",
    error: reason === undefined ? {} : { code: 1, message: reason },
  }),
  select,
};

/** What a task's inputs are worth. Absent values have no entry; defaults are not filled in. */
export function resolve(scope: Scope, task: PipelineTaskSpec, component: ComponentSpec, path: string, from: Sources): Values {
  const parameters = new Map<string, unknown>();
  const given = Object.entries(task.inputs?.parameters ?? {});
  for (const [name, source] of given) {
    // The SDK gives tasks what their constants name, whether the component declares it or not; nobody waits for such producers.
    const declared = component.inputDefinitions?.parameters?.[name] !== undefined;
    const value = parameter(scope, task, source, `${path}.${name}`, declared, from);
    const { parameterExpressionSelector: selector } = source;
    if (value !== undefined) parameters.set(name, selector === undefined ? value : from.select(selector, value));
  }
  for (const [name, { runtimeValue }] of given)
    if (runtimeValue) parameters.set(name, filled(runtimeValue.constant, parameters, `${path}.${name}`));
  const artifacts = new Map<string, readonly RuntimeArtifact[]>();
  for (const [name, source] of Object.entries(task.inputs?.artifacts ?? {})) {
    const value = artifact(scope, task, source, `${path}.${name}`, from);
    if (value !== undefined) artifacts.set(name, value);
  }
  return { parameters, artifacts };
}

function parameter(
  scope: Scope,
  task: PipelineTaskSpec,
  { componentInputParameter, taskOutputParameter, taskFinalStatus, runtimeValue }: InputParameterSpec,
  at: string,
  declared: boolean,
  from: Sources,
): unknown {
  if (runtimeValue) return runtimeValue.constant;
  if (componentInputParameter !== undefined) return from.inputParameter(scope, componentInputParameter);
  if (taskFinalStatus) return from.finalStatus(scope, waitedFor(scope, task, taskFinalStatus.producerTask, at));
  const { producerTask, outputParameterKey } = taskOutputParameter!;
  const producer = declared ? waitedFor(scope, task, producerTask, at) : scope.tasks.get(producerTask);
  return producer && from.outputParameter(producer, outputParameterKey);
}

function artifact(
  scope: Scope,
  task: PipelineTaskSpec,
  { componentInputArtifact, taskOutputArtifact }: InputArtifactSpec,
  at: string,
  from: Sources,
): readonly RuntimeArtifact[] | undefined {
  if (componentInputArtifact !== undefined) return from.inputArtifact(scope, componentInputArtifact);
  const { producerTask, outputArtifactKey } = taskOutputArtifact!;
  return from.outputArtifact(waitedFor(scope, task, producerTask, at), outputArtifactKey);
}

function waitedFor({ tasks }: Scope, { dependentTasks = [] }: PipelineTaskSpec, producer: string, at: string): Ended {
  const ended = tasks.get(producer);
  if (!dependentTasks.includes(producer) || ended === undefined) throw new UnsoundDocument(`${at}: ${producer} is not waited for`);
  return ended;
}

/**
 * The inputs of a component: what is given, of its types, else the defaults; of optional ones without, nothing.
 *
 * @param later an input that is given later: the item of a loop
 * @throws UnsoundDocument if a required input is absent, or a value does not fit
 */
export function completed(component: ComponentSpec, given: Values, path: string, later?: string): Values {
  const parameters = new Map<string, unknown>();
  for (const [name, { parameterType, defaultValue, isOptional }] of Object.entries(component.inputDefinitions?.parameters ?? {})) {
    const value = given.parameters.get(name) ?? defaultValue;
    if (value === undefined) {
      if (!isOptional && name !== later) throw new UnsoundDocument(`${path}.${name}: no value, and it is not optional`);
      continue;
    }
    const fitting = converted(value, parameterType);
    if (fitting === undefined) throw new UnsoundDocument(`${path}.${name}: ${JSON.stringify(value)} is no ${parameterType}`);
    parameters.set(name, fitting.value);
  }
  const artifacts = new Map<string, readonly RuntimeArtifact[]>();
  for (const [name, { isOptional, isArtifactList }] of Object.entries(component.inputDefinitions?.artifacts ?? {})) {
    const value = given.artifacts.get(name);
    if (value !== undefined) artifacts.set(name, value);
    else if (!isOptional && name !== later) throw new UnsoundDocument(`${path}.${name}: no artifact, and it is not optional`);
    if (value !== undefined && value.length !== 1 && !isArtifactList)
      throw new UnsoundDocument(`${path}.${name}: ${value.length} artifacts where one is wanted`);
  }
  return { parameters, artifacts };
}
