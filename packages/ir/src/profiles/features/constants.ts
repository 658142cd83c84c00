import { messages } from "@typeline/diagnostics";
import { own } from "../../finding.ts";
import type { JsonValue } from "../../generated/index.ts";
import type { TaskScope } from "../../graph/context.ts";
import { parseTemplate, printPlaceholder } from "../../placeholders/template.ts";
import type { Placeholder, Template } from "../../placeholders/tree.ts";
import type { DocumentIndex } from "../document-index.ts";
import { defineFeature, error, warning } from "../feature.ts";

export const textInExecutorInput = defineFeature({
  name: "a string in a text that is handed over as a part of `{{$}}`",
  message: messages.textInExecutorInput,
  judgements: {
    kfp: warning(
      "a quote, a backslash or a line break in it breaks the JSON",
      "component/launcher_v2.go: `compileCmdAndArgs`; kubeflow/pipelines#11035, #9709",
    ),
  },
  untargeted: "warning",
  *find(index) {
    for (const { scope, input, path, value } of constantsOf(index)) {
      const texts = inputsIn(value).filter(({ name }) => own(scope.target.inputDefinitions?.parameters, name)?.parameterType === "STRING");
      if (texts.length === 0 || !takesExecutorInput(index, scope)) continue;
      for (const { name } of texts) yield { path, words: { input, task: scope.taskName, leaf: name } };
    }
  },
});

export const placeholderInStructure = defineFeature({
  name: "a placeholder inside of a constant list or object",
  message: messages.placeholderInStructure,
  judgements: { kfp: error("it is not replaced", "kubeflow/pipelines#12040") },
  untargeted: "warning",
  *find(index) {
    for (const { scope, input, path, value } of constantsOf(index))
      if (typeof value === "object" && placeholdersIn(value).length > 0) yield { path, words: { input, task: scope.taskName } };
  },
});

export const placeholderIntoGroup = defineFeature({
  name: "a placeholder in a text that is handed to a group",
  message: messages.placeholderIntoGroup,
  judgements: { kfp: error("it is not replaced", "driver/resolve.go: texts of constants are the launcher's to replace") },
  untargeted: "warning",
  *find(index) {
    for (const { scope, input, path, value } of constantsOf(index))
      if (scope.target.dag !== undefined && inputsIn(value).length > 0) yield { path, words: { input, task: scope.taskName } };
  },
});

export const runFactInText = defineFeature({
  name: "a fact of the run as a part of a text",
  message: messages.runFactInText,
  judgements: { kfp: error("it is not replaced", "driver/resolve.go: facts of the run are compared with the whole constant") },
  untargeted: "warning",
  *find(index) {
    for (const { scope, input, path, value } of constantsOf(index)) {
      const fact = typeof value === "string" ? unknownFact(parseTemplate(value)) : undefined;
      if (fact !== undefined) yield { path, words: { input, task: scope.taskName, fact: printPlaceholder(fact) } };
    }
  },
});

interface Constant {
  readonly scope: TaskScope;
  readonly input: string;
  readonly path: readonly (string | number)[];
  readonly value: JsonValue;
}

function constantsOf({ tasks }: DocumentIndex): Constant[] {
  return tasks.flatMap((scope) =>
    Object.entries(scope.task.inputs?.parameters ?? {}).flatMap(([input, { runtimeValue }]) =>
      runtimeValue?.constant === undefined
        ? []
        : [
            {
              scope,
              input,
              path: [...scope.taskPath, "inputs", "parameters", input, "runtimeValue", "constant"],
              value: runtimeValue.constant,
            },
          ],
    ),
  );
}

function placeholdersIn(value: JsonValue): Placeholder[] {
  if (typeof value === "string") return parseTemplate(value).filter((part) => typeof part !== "string");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(placeholdersIn) : [];
}

/** The parameters that a text names. */
function inputsIn(value: JsonValue): { readonly name: string }[] {
  return typeof value === "string" ? placeholdersIn(value).filter((placeholder) => placeholder.kind === "inputParameter") : [];
}

/** A fact that KFP's driver leaves as it is. The path of the workspace it replaces anywhere, the pipeline's root nowhere. */
function unknownFact(template: Template): Placeholder | undefined {
  return template
    .filter((part) => typeof part !== "string")
    .find((part) => part.kind === "runFact" && part.name !== "workspace_path" && (part.name === "pipeline_root" || template.length > 1));
}

function takesExecutorInput(index: DocumentIndex, { target }: TaskScope): boolean {
  const container = index.executorOf(target)?.container;
  return [...(container?.command ?? []), ...(container?.args ?? [])].some((text) => text.includes("{{$}}"));
}
