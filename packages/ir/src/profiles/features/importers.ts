import { messages } from "@typeline/diagnostics";
import { own } from "../../finding.ts";
import type { ImporterSpec, JsonValue } from "../../generated/index.ts";
import type { TaskScope } from "../../graph/context.ts";
import { parseTemplate } from "../../placeholders/template.ts";
import { conditionOf, type DocumentIndex, isLoop } from "../document-index.ts";
import { defineFeature, error } from "../feature.ts";

export const importerUriFromTask = defineFeature({
  name: "an importer whose URI comes from a task beside it",
  message: messages.importerUriFromTask,
  judgements: {
    kfp: error("its URI is resolved from constants and inputs of its DAG only", "component/importer_launcher.go, argocompiler/importer.go"),
  },
  untargeted: "warning",
  *find(index) {
    for (const { task, taskName, taskPath, importer } of importers(index)) {
      const input = importer.artifactUri.runtimeParameter;
      const source = input === undefined ? undefined : own(task.inputs?.parameters, input)?.taskOutputParameter;
      if (source !== undefined)
        yield {
          path: [...taskPath, "inputs", "parameters", input!, "taskOutputParameter"],
          words: { task: taskName, source: source.producerTask },
        };
    }
  },
});

export const importerCondition = defineFeature({
  name: "an importer with a condition",
  message: messages.importerCondition,
  judgements: { kfp: error("the condition is not evaluated", "argocompiler/importer.go: importers have no driver") },
  untargeted: "warning",
  *find(index) {
    for (const scope of importers(index))
      if (conditionOf(scope) !== undefined)
        yield { path: [...scope.taskPath, "triggerPolicy", "condition"], words: { task: scope.taskName } };
  },
});

export const importerDisplayName = defineFeature({
  name: "an importer that is shown under another name than its key",
  message: messages.importerDisplayName,
  judgements: { kfp: error("what reads its output does not find it", "component/importer_launcher.go: `TaskName` is `taskInfo.name`") },
  untargeted: "warning",
  *find(index) {
    for (const scope of importers(index)) {
      const { task, taskName, taskPath } = scope;
      const name = task.taskInfo?.name;
      if (name && name !== taskName && index.dependantsOf(scope).length > 0)
        yield { path: [...taskPath, "taskInfo", "name"], at: "value", words: { task: taskName, name } };
    }
  },
});

export const importerInLoop = defineFeature({
  name: "an importer in a loop",
  message: messages.importerInLoop,
  judgements: { kfp: error("its URI is not found", "kubeflow/pipelines#10860") },
  untargeted: "warning",
  *find(index) {
    for (const scope of importers(index))
      if (index.looped.has(scope.name) || isLoop(scope)) yield { path: scope.taskPath, words: { task: scope.taskName } };
  },
});

export const importerMetadata = defineFeature({
  name: "an importer with a placeholder in its metadata",
  message: messages.importerMetadata,
  judgements: { kfp: error("it is not replaced", "component/importer_launcher.go takes the metadata as it is") },
  untargeted: "warning",
  *find(index) {
    for (const { target, taskName, importer } of importers(index))
      for (const [key, value] of Object.entries(importer.metadata ?? {}))
        if (hasPlaceholder(value))
          yield {
            path: ["spec", "deploymentSpec", "executors", target.executorLabel!, "importer", "metadata", key],
            words: { task: taskName },
          };
  },
});

export const importerScheme = defineFeature({
  name: "an importer whose URI is known only in a run",
  message: messages.importerScheme,
  judgements: {
    argo: error(
      "the storage of an artifact must be known when the workflow is written",
      "Argo's artifact types: `s3`, `gcs`, `http`, `git`",
    ),
  },
  untargeted: "silent",
  *find(index) {
    for (const scope of importers(index)) {
      const input = scope.importer.artifactUri.runtimeParameter;
      if (input !== undefined && !isConstant(index, scope, input)) yield { path: scope.taskPath, words: { task: scope.taskName } };
    }
  },
});

type ImporterScope = TaskScope & { readonly importer: ImporterSpec };

function importers(index: DocumentIndex): ImporterScope[] {
  return index.tasks.flatMap((scope) => {
    const importer = index.executorOf(scope.target)?.importer;
    return importer === undefined ? [] : [{ ...scope, importer }];
  });
}

function hasPlaceholder(value: JsonValue): boolean {
  if (typeof value === "string") return parseTemplate(value).some((part) => typeof part !== "string");
  return typeof value === "object" && value !== null && Object.values(value).some(hasPlaceholder);
}

/** Whether all callers give a task's input as a constant. */
function isConstant(index: DocumentIndex, scope: TaskScope, input: string, depth = 0): boolean {
  const source = own(scope.task.inputs?.parameters, input);
  if (source === undefined) return own(scope.target.inputDefinitions?.parameters, input)?.defaultValue !== undefined;
  if (source.runtimeValue !== undefined) return !hasPlaceholder(source.runtimeValue.constant ?? null);
  const outer = source.componentInputParameter;
  const callers = index.callersOf(scope.name);
  // No pipeline nests this deep: the document calls itself.
  if (outer === undefined || callers.length === 0 || depth > 100) return false;
  return callers.every((caller) => isConstant(index, caller, outer, depth + 1));
}
