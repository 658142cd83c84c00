import {
  type ComponentSpec,
  evaluateSelector,
  type InputArtifactSpec,
  type InputParameterSpec,
  type JsonValue,
  type PipelineTaskSpec,
  type RuntimeArtifact,
} from "@typeline/ir";
import type { Values } from "../values.ts";
import { type Facts, filled } from "./constants.ts";
import type { Ended } from "./ended.ts";
import { TaskFailure } from "./task-failure.ts";
import { converted } from "./types.ts";

/** A DAG while it runs: what came in, and the tasks that have ended. */
export interface Scope {
  readonly inputs: Values;
  /** Undefined for a task that has not ended. */
  ended(task: string): Ended | undefined;
  /** The final status of a task that has ended, for an exit task. */
  finalStatus(task: string, ended: Ended): JsonValue;
}

/** What a task's inputs are worth. Absent values have no entry; defaults are not filled in. */
export function resolved({ inputs = {} }: PipelineTaskSpec, scope: Scope, facts: Facts): Values {
  const parameters = new Map<string, JsonValue>();
  const given = Object.entries(inputs.parameters ?? {});
  for (const [name, spec] of given) {
    const value = parameter(spec, scope, name);
    if (value !== undefined) parameters.set(name, value);
  }
  for (const [name, { runtimeValue }] of given)
    if (runtimeValue?.constant !== undefined) parameters.set(name, filled(runtimeValue.constant, parameters, facts));
  const artifacts = new Map<string, readonly RuntimeArtifact[]>();
  for (const [name, spec] of Object.entries(inputs.artifacts ?? {})) {
    const value = artifact(spec, scope);
    if (value !== undefined) artifacts.set(name, value);
  }
  return { parameters, artifacts };
}

/** The value that an input's source has, selected from; undefined if it has none. @throws TaskFailure */
export function parameter(spec: InputParameterSpec, scope: Scope, name: string): JsonValue | undefined {
  const value = source(spec, scope);
  const { parameterExpressionSelector: selector } = spec;
  if (value === undefined || selector === undefined) return value;
  const selected = evaluateSelector(selector, value);
  if (selected.error !== undefined)
    throw new TaskFailure(`the input "${name}" cannot be selected from ${short(value)} with \`${selector}\`: ${selected.error}`);
  return selected.value;
}

function source(
  { componentInputParameter, taskOutputParameter, taskFinalStatus, runtimeValue }: InputParameterSpec,
  scope: Scope,
): JsonValue | undefined {
  if (runtimeValue) return runtimeValue.constant;
  if (componentInputParameter !== undefined) return scope.inputs.parameters.get(componentInputParameter);
  if (taskFinalStatus) {
    const producer = scope.ended(taskFinalStatus.producerTask);
    return producer && scope.finalStatus(taskFinalStatus.producerTask, producer);
  }
  if (!taskOutputParameter) return undefined;
  return scope.ended(taskOutputParameter.producerTask)?.outputs.parameters.get(taskOutputParameter.outputParameterKey);
}

function artifact({ componentInputArtifact, taskOutputArtifact }: InputArtifactSpec, scope: Scope): readonly RuntimeArtifact[] | undefined {
  if (componentInputArtifact !== undefined) return scope.inputs.artifacts.get(componentInputArtifact);
  return taskOutputArtifact && scope.ended(taskOutputArtifact.producerTask)?.outputs.artifacts.get(taskOutputArtifact.outputArtifactKey);
}

/**
 * The inputs of a component: what is given, of its types, else the defaults; of optional ones without, nothing. An input that is not
 * declared is not handed on.
 *
 * @param later an input that is given later: the item of a loop
 * @throws TaskFailure if a required input is absent, or a value does not fit
 */
export function completed({ inputDefinitions = {} }: ComponentSpec, given: Values, later?: string): Values {
  const parameters = new Map<string, JsonValue>();
  for (const [name, { parameterType, defaultValue, isOptional }] of Object.entries(inputDefinitions.parameters ?? {})) {
    const value = given.parameters.get(name) ?? defaultValue;
    if (value === undefined) {
      if (parameterType === "TASK_CONFIG") parameters.set(name, taskConfig);
      else if (!isOptional && name !== later) throw new TaskFailure(`the input "${name}" has no value, and it is not optional`);
      continue;
    }
    const fitting = converted(value, parameterType);
    if (fitting === undefined && !(value === null && isOptional))
      throw new TaskFailure(`the input "${name}" is ${parameterType}, and ${short(value)} is none`);
    if (fitting !== undefined) parameters.set(name, fitting);
  }
  const artifacts = new Map<string, readonly RuntimeArtifact[]>();
  for (const [name, { isOptional, isArtifactList }] of Object.entries(inputDefinitions.artifacts ?? {})) {
    const value = given.artifacts.get(name);
    if (value !== undefined) artifacts.set(name, value);
    else if (!isOptional && name !== later) throw new TaskFailure(`the input "${name}" has no artifact, and it is not optional`);
    if (value !== undefined && value.length !== 1 && !isArtifactList)
      throw new TaskFailure(`the input "${name}" is one artifact, and there are ${value.length}`);
  }
  return { parameters, artifacts };
}

/** What a component reads of its pod's settings: there is no pod here (`component_spec.task_config_passthroughs`). */
const taskConfig: JsonValue = {
  affinity: null,
  tolerations: null,
  nodeSelector: null,
  env: [],
  volumes: [],
  volumeMounts: [],
  resources: {},
};

const LONGEST = 80;

/** JSON for a message. */
export function short(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
