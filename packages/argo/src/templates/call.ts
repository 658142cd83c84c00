import { messages } from "@typeline/diagnostics";
import type { ComponentSpec, PipelineTaskSpec } from "@typeline/ir";
import { entries, isLoop, own } from "../document.ts";
import type { Signature } from "../lowering.ts";
import type { Artifact, DagTask, Parameter } from "../manifest.ts";
import { parameterName } from "../names.ts";
import { folderOf, ITEMS, keyOf, metaOf, PATH, TASK_NAME } from "../places.ts";
import { converted } from "../wire/convert.ts";
import { absent, argumentText, orDefault, tag, type Wire } from "../wire/wire.ts";
import { asInterface } from "./dag.ts";
import { type Given, type GivenArtifact, whenCode } from "./given.ts";
import { loopTemplate } from "./loop.ts";
import { attempt, type DagScope, input, wire } from "./scope.ts";

/** Writes the tasks of a DAG. */
export class CallWriter {
  readonly #scope: DagScope;
  /** Whether a task needs the path of the DAG in the run. */
  needsPath = false;

  constructor(scope: DagScope) {
    this.#scope = scope;
  }

  task(name: string): DagTask {
    const scope = this.#scope;
    const task = scope.task(name);
    const component = scope.target(name);
    const guarded = task.triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED";
    const producers = new Set(task.dependentTasks ?? []);
    const note = (producer: string) => producers.add(producer);
    const given = this.#inputs(name, task, component, guarded, note);
    const when = this.#when(name, task, given);
    const signature = isLoop(task) ? this.#loop(name, task, component) : this.#callee(name, task);
    const parameters = this.#parameters(name, signature, given, guarded, note);
    if (isLoop(task)) parameters.push({ name: ITEMS, value: argumentText(this.#items(name, task, given, guarded, note)) });
    const artifacts = this.#artifacts(name, signature, given, isLoop(task));
    if (signature.path || scope.needsPath(name, signature.keys)) this.needsPath = true;
    const depends = [...producers].sort().map((producer) => waitsFor(scope.taskName(producer), guarded));
    const given_ = asInterface(parameters, artifacts);
    return {
      name: scope.taskName(name),
      template: signature.template,
      ...(depends.length > 0 && { depends: depends.join(" && ") }),
      ...(when !== undefined && { when: tag(when) }),
      ...(given_ && { arguments: given_ }),
    };
  }

  #callee(name: string, task: PipelineTaskSpec): Signature {
    const { lowering } = this.#scope;
    const { component, given } = lowering.callee(this.#scope.name, name);
    return lowering.signature(component, { copied: this.#scope.exactOutputs(name), task, given });
  }

  #loop(name: string, task: PipelineTaskSpec, component: ComponentSpec): Signature {
    return loopTemplate(this.#scope.lowering, name, task, component, this.#scope.exactOutputs(name));
  }

  /** Values for the inputs that the component declares. */
  #inputs(name: string, task: PipelineTaskSpec, component: ComponentSpec, guarded: boolean, note: (producer: string) => void): Given {
    const scope = this.#scope;
    const item = (task.parameterIterator ?? task.artifactIterator)?.itemInput;
    const parameters = new Map<string, Wire>();
    const uncertain = new Set<string>();
    for (const [parameter, { parameterType, defaultValue }] of entries(component.inputDefinitions?.parameters)) {
      if (parameter === item) continue;
      const source = own(task.inputs?.parameters, parameter);
      let value: Wire = absent;
      if (source !== undefined) {
        const found = attempt(
          () => scope.parameter(name, source, note, guarded),
          (reason) =>
            this.#untranslated(
              name,
              ["inputs", "parameters", parameter, "parameterExpressionSelector"],
              source.parameterExpressionSelector ?? "",
              reason,
            ),
        );
        value = converted(found.wire, found.type, parameterType);
        if (defaultValue === undefined && scope.mayBeAbsent(source, guarded)) uncertain.add(parameter);
      }
      parameters.set(parameter, defaultValue === undefined ? value : orDefault(value, defaultValue));
    }
    const artifacts = new Map<string, GivenArtifact>();
    for (const [artifact] of entries(component.inputDefinitions?.artifacts)) {
      if (artifact !== item) artifacts.set(artifact, this.#artifact(task, artifact, guarded, note));
    }
    return { parameters, artifacts, uncertain };
  }

  #artifact(task: PipelineTaskSpec, artifact: string, guarded: boolean, note: (producer: string) => void): GivenArtifact {
    const scope = this.#scope;
    const { componentInputArtifact: outer, taskOutputArtifact: produced } = own(task.inputs?.artifacts, artifact) ?? {};
    if (outer !== undefined && own(scope.component.inputDefinitions?.artifacts, outer) !== undefined)
      return { from: `{{inputs.artifacts.${parameterName(outer)}}}`, meta: wire(input(metaOf(parameterName(outer)))) };
    if (produced === undefined) return { from: undefined, meta: absent };
    note(produced.producerTask);
    return {
      from: `{{tasks.${scope.taskName(produced.producerTask)}.outputs.artifacts.${parameterName(produced.outputArtifactKey)}}}`,
      meta: wire(scope.guardedMeta(produced.producerTask, produced.outputArtifactKey, guarded)),
    };
  }

  #when(name: string, task: PipelineTaskSpec, given: Given): string | undefined {
    const condition = task.triggerPolicy?.condition;
    if (!condition) return undefined;
    return attempt(
      () => whenCode(condition, given),
      (reason) => {
        this.#untranslated(name, ["triggerPolicy", "condition"], condition, reason);
        return "false";
      },
    );
  }

  #parameters(name: string, signature: Signature, given: Given, guarded: boolean, note: (producer: string) => void): Parameter[] {
    const scope = this.#scope;
    const settings = signature.settings.map(({ input: setting, source }) => ({
      name: setting,
      value: argumentText(scope.parameter(name, source, note, guarded).wire),
    }));
    return [
      ...(signature.path ? [{ name: PATH, value: `{{inputs.parameters.${PATH}}}/${scope.taskName(name)}` }] : []),
      ...signature.parameters.map((parameter) => ({
        name: parameterName(parameter),
        value: argumentText(given.parameters.get(parameter) ?? this.#undeclared(name, parameter, guarded, note)),
      })),
      ...signature.artifacts.map((artifact) => ({
        name: metaOf(parameterName(artifact)),
        value: argumentText(given.artifacts.get(artifact)?.meta ?? absent),
      })),
      ...signature.keys.map((output) => ({ name: parameterName(keyOf(output)), value: scope.keyText(name, output) })),
      ...settings,
      ...(signature.taskName ? [{ name: TASK_NAME, value: argumentText({ kind: "constant", value: name }) }] : []),
    ];
  }

  /** An input that the task is given though its component does not declare it. */
  #undeclared(name: string, parameter: string, guarded: boolean, note: (producer: string) => void): Wire {
    const source = own(this.#scope.task(name).inputs?.parameters, parameter);
    if (source === undefined) return absent;
    const found = this.#scope.parameter(name, source, note, guarded);
    return converted(found.wire, found.type, "STRING");
  }

  #artifacts(name: string, signature: Signature, given: Given, loop: boolean): Artifact[] {
    const inputs = signature.artifacts.flatMap((artifact): Artifact[] => {
      const from = given.artifacts.get(artifact)?.from;
      return from === undefined ? [] : [{ name: parameterName(artifact), optional: true, from }];
    });
    const folders = loop ? signature.keys : [];
    return [
      ...inputs,
      ...folders.map(
        (output): Artifact => ({
          name: parameterName(folderOf(output)),
          optional: true,
          archive: { none: {} },
          s3: { key: this.#scope.keyText(name, output) },
        }),
      ),
    ];
  }

  /** The list that a loop runs over. */
  #items(name: string, task: PipelineTaskSpec, given: Given, guarded: boolean, note: (producer: string) => void): Wire {
    const { raw, inputParameter } = task.parameterIterator?.items ?? {};
    if (raw !== undefined) return { kind: "constant", value: JSON.parse(raw) };
    const list = inputParameter === undefined ? undefined : given.parameters.get(inputParameter);
    if (list !== undefined) return converted(list, undefined, "LIST");
    const source = inputParameter === undefined ? undefined : own(task.inputs?.parameters, inputParameter);
    if (source === undefined) return { kind: "constant", value: [] };
    const { wire: found, type } = this.#scope.parameter(name, source, note, guarded);
    return converted(found, type, "LIST");
  }

  #untranslated(name: string, path: readonly string[], text: string, reason: string): { wire: Wire; type: undefined } {
    const { lowering, name: dag } = this.#scope;
    const base = dag === "root" ? ["spec", "root"] : ["spec", "components", dag];
    lowering.problems.report(messages.argoExpression({ task: name, text, reason }), [...base, "dag", "tasks", name, ...path], "value");
    return { wire: absent, type: undefined };
  }
}

/** Argo's `A` alone would also run after a skipped A. */
function waitsFor(task: string, guarded: boolean): string {
  if (!guarded) return `${task}.Succeeded`;
  return `(${["Succeeded", "Failed", "Errored", "Skipped", "Omitted"].map((state) => `${task}.${state}`).join(" || ")})`;
}
