import type { ComponentSpec, InputParameterSpec, ParameterType, PipelineTaskSpec } from "@typeline/ir";
import { artifactSelectors, entries, isLoop, own } from "../document.ts";
import { selectorCode } from "../expressions/condition.ts";
import { key, quote } from "../expressions/strings.ts";
import { Untranslatable } from "../expressions/translate.ts";
import { leafMeta, leafParameter, protocolOf } from "../leaf.ts";
import type { Lowering } from "../lowering.ts";
import { argoNames, parameterName } from "../names.ts";
import { keyOf, metaOf, PATH } from "../places.ts";
import { constantWire, type Typed } from "../wire/constant.ts";
import { absent, encode, literal, valueCode, type Wire, wireCode } from "../wire/wire.ts";
import { claimAction } from "./volume-claim.ts";

/** How a task ended, in the words of KFP's `PipelineTaskFinalStatus`. */
const states = '{"Succeeded": "SUCCEEDED", "Failed": "FAILED", "Error": "FAILED", "Skipped": "SKIPPED", "Omitted": "NOT_TRIGGERED"}';

/** An input of the template that stands around. */
export const input = (name: string): string => `inputs.parameters${key(name)}`;

/** The inside of one DAG: how what is in it is named, and how values of it are read. */
export class DagScope {
  readonly lowering: Lowering;
  readonly name: string;
  readonly component: ComponentSpec;
  /** Argo's names of the tasks. */
  readonly taskName = argoNames();
  readonly copied: ReadonlySet<string>;
  readonly #keys = new Map<string, string>();
  readonly #exact = new Map<string, Set<string>>();

  constructor(lowering: Lowering, name: string, component: ComponentSpec, copied: readonly string[]) {
    this.lowering = lowering;
    this.name = name;
    this.component = component;
    this.copied = new Set(copied);
    for (const [task] of entries(component.dag?.tasks)) this.taskName(task);
    for (const [output] of entries(component.outputDefinitions?.artifacts))
      for (const selected of artifactSelectors(component, output)) this.#assignKey(output, selected.task, selected.output);
  }

  task(name: string): PipelineTaskSpec {
    return this.component.dag!.tasks![name]!;
  }

  target(name: string): ComponentSpec {
    return this.lowering.source.component(this.task(name).componentRef.name);
  }

  /** The task that makes what a DAG's output selects is told to store it where the DAG is told to. */
  #assignKey(output: string, task: string, inner: string): void {
    const made = this.#producer(task, inner);
    const place = `${made.task}/${made.output}`;
    if (!this.#keys.has(place)) this.#keys.set(place, keyOf(output));
    if (this.copied.has(output)) this.#exact.set(made.task, (this.#exact.get(made.task) ?? new Set()).add(made.output));
  }

  /** `keep` makes nothing: what it hands on was made by another task, if that is in this DAG. */
  #producer(task: string, output: string): { task: string; output: string } {
    const target = this.target(task);
    const kept = this.lowering.isKept(target) && !isLoop(this.task(task));
    const source = kept ? own(this.task(task).inputs?.artifacts, output)?.taskOutputArtifact : undefined;
    return source === undefined ? { task, output } : this.#producer(source.producerTask, source.outputArtifactKey);
  }

  /** Output artifacts of a task that must lie where this DAG was told to store them. */
  exactOutputs(task: string): string[] {
    return [...(this.#exact.get(task) ?? [])].sort();
  }

  /** Where a task stores an output, as a text with Argo's simple tags; nothing of data is in it. */
  keyText(task: string, output: string): string {
    const given = this.#keys.get(`${task}/${output}`);
    return given === undefined
      ? `{{inputs.parameters.${PATH}}}/${this.taskName(task)}/${parameterName(output)}`
      : `{{inputs.parameters.${parameterName(given)}}}`;
  }

  /** Whether the keys of all outputs of a task are those that this DAG was given. */
  needsPath(task: string, keys: readonly string[]): boolean {
    return keys.some((output) => !this.#keys.has(`${task}/${output}`));
  }

  #keyCode(task: string, output: string): string {
    const given = this.#keys.get(`${task}/${output}`);
    return given === undefined
      ? `${input(PATH)} + ${quote(`/${this.taskName(task)}/${parameterName(output)}`)}`
      : input(parameterName(given));
  }

  #uriCode(task: string, output: string): string {
    const { artifactRoot } = this.lowering.options;
    return artifactRoot === undefined ? '""' : `(${quote(`${artifactRoot.replace(/\/$/, "")}/`)} + ${this.#keyCode(task, output)})`;
  }

  status(task: string): string {
    return `tasks${key(this.taskName(task))}.status`;
  }

  /** Whether a task's outputs have the form of the wire already: those of containers do not. */
  #isRaw(task: string): boolean {
    const target = this.target(task);
    const executor = this.lowering.source.executor(target);
    if (isLoop(this.task(task)) || target.dag !== undefined || executor?.importer !== undefined) return false;
    if (claimAction(executor?.container) !== undefined) return false;
    if (this.lowering.isKept(target)) return this.exactOutputs(task).length > 0;
    return this.lowering.callee(this.name, task).component === this.task(task).componentRef.name;
  }

  /** An output parameter of a task that has ended well: the expression of its text on the wire. */
  parameterCode(task: string, output: string): string {
    const outputs = `tasks${key(this.taskName(task))}.outputs.parameters`;
    if (!this.#isRaw(task)) return `${outputs}${key(parameterName(output))}`;
    const target = this.target(task);
    const protocol = protocolOf(this.lowering.source, target);
    return leafParameter(target, protocol, output, outputs);
  }

  /** What is known of an output artifact of a task that has ended well. */
  metaCode(task: string, output: string): string {
    const outputs = `tasks${key(this.taskName(task))}.outputs.parameters`;
    if (!this.#isRaw(task)) return `${outputs}${key(metaOf(parameterName(output)))}`;
    const target = this.target(task);
    const isGathered = this.exactOutputs(task).includes(output);
    const stored = { uri: this.#uriCode(task, output), at: isGathered ? `last(split(${this.#keyCode(task, output)}, "/"))` : undefined };
    return leafMeta(target, protocolOf(this.lowering.source, target), output, outputs, stored);
  }

  /** Where a task's parameter comes from. */
  parameter(
    task: string,
    source: InputParameterSpec,
    note: (producer: string) => void,
    guarded: boolean,
    seen: readonly string[] = [],
  ): Typed {
    const found = this.#unselected(task, source, note, guarded, seen);
    const { parameterExpressionSelector: selector } = source;
    if (!selector) return found;
    const { wire } = found;
    const selected = selectedCode(selector, found);
    const code =
      wire.kind === "expression" && this.mayBeAbsent(source, guarded) ? `(${wireCode(wire)} == "null" ? "null" : ${selected})` : selected;
    return { wire: { kind: "expression", code }, type: undefined };
  }

  #unselected(
    task: string,
    source: InputParameterSpec,
    note: (producer: string) => void,
    guarded: boolean,
    seen: readonly string[],
  ): Typed {
    const { runtimeValue, componentInputParameter, taskOutputParameter, taskFinalStatus } = source;
    if (componentInputParameter !== undefined) {
      const declared = own(this.component.inputDefinitions?.parameters, componentInputParameter);
      if (declared === undefined) return { wire: absent, type: undefined };
      return { wire: { kind: "expression", code: input(parameterName(componentInputParameter)) }, type: declared.parameterType };
    }
    if (taskOutputParameter !== undefined) {
      const { producerTask, outputParameterKey } = taskOutputParameter;
      note(producerTask);
      const code = this.parameterCode(producerTask, outputParameterKey);
      return {
        wire: { kind: "expression", code: this.#guard(producerTask, code, guarded) },
        type: this.#typeOf(producerTask, outputParameterKey),
      };
    }
    if (taskFinalStatus !== undefined) {
      note(taskFinalStatus.producerTask);
      return { wire: { kind: "expression", code: this.#finalStatus(taskFinalStatus.producerTask) }, type: "TASK_FINAL_STATUS" };
    }
    const place = { task: quote(task), artifactRoot: this.lowering.options.artifactRoot };
    return constantWire(runtimeValue?.constant ?? null, place, (other) => this.#textOf(task, other, note, guarded, seen));
  }

  /** The text of another input of the same task, for a constant that names it. */
  #textOf(task: string, other: string, note: (producer: string) => void, guarded: boolean, seen: readonly string[]): string | undefined {
    const source = own(this.task(task).inputs?.parameters, other);
    if (source === undefined || seen.includes(other)) return undefined;
    const { wire, type } = this.parameter(task, source, note, guarded, [...seen, other]);
    const value = valueCode(wire);
    if (type === "STRING") return value;
    if (wire.kind === "constant") return typeof wire.value === "string" ? literal(wire.value) : quote(JSON.stringify(wire.value));
    return type === undefined ? `(type(${value}) == "string" ? ${value} : toJson(${value}))` : `toJson(${value})`;
  }

  #typeOf(task: string, output: string): ParameterType | undefined {
    return own(this.target(task).outputDefinitions?.parameters, output)?.parameterType;
  }

  /** Of a task that may not have ended well, nothing is read but what is there. `??` tells Argo that it may be missing for good. */
  #guard(task: string, code: string, guarded: boolean): string {
    return guarded ? `((${this.status(task)} == "Succeeded" ? ${code} : nil) ?? "null")` : code;
  }

  guardedMeta(task: string, output: string, guarded: boolean): string {
    return this.#guard(task, this.metaCode(task, output), guarded);
  }

  #finalStatus(task: string): string {
    const fields = [
      `"state": (${states})[${this.status(task)}]`,
      `"pipelineTaskName": ${quote(task)}`,
      '"pipelineJobResourceName": workflow.name',
      // Argo does not tell a workflow why a task of it failed.
      `"error": (${this.status(task)} in ["Failed", "Error"] ? {"code": 2, "message": ""} : {}) `,
    ];
    return encode(`{${fields.join(", ")}}`);
  }

  /** Whether a run may have no value here. */
  mayBeAbsent({ componentInputParameter, taskOutputParameter }: InputParameterSpec, guarded: boolean): boolean {
    if (taskOutputParameter !== undefined) return guarded;
    return componentInputParameter !== undefined && this.lowering.source.mayBeAbsent(this.name, componentInputParameter);
  }
}

/**
 * What a selector takes from a value: the expression of its text on the wire.
 *
 * @throws Untranslatable
 */
export function selectedCode(selector: string, { wire, type }: Typed): string {
  return encode(selectorCode(selector, { code: valueCode(wire), type }));
}

/** Runs something that may meet an expression that Argo has no words for. */
export function attempt<T>(action: () => T, failed: (reason: string) => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Untranslatable) return failed(error.message);
    throw error;
  }
}

export const wire = (code: string): Wire => ({ kind: "expression", code });
