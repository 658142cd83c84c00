import { messages } from "@typeline/diagnostics";
import { own, type Path } from "../finding.ts";
import type {
  ComponentInputArtifactSpec,
  ComponentInputParameterSpec,
  InputArtifactSpec,
  InputParameterSpec,
  ParameterType,
} from "../generated/index.ts";
import { placeholdersOf } from "../placeholders/argument.ts";
import { parseTemplate } from "../placeholders/template.ts";
import { componentOfTask, type GraphContext, reportUnresolved, type TaskScope } from "./context.ts";
import { checkConstant } from "./definitions.ts";
import { checkExpression } from "./expressions.ts";
import { type ArtifactShape, artifactFits, artifactLabel, parameterFits } from "./types.ts";

/**
 * Checks where a task's parameter comes from, and that what comes fits.
 *
 * @param input What the component declares, if it declares this input.
 */
export function checkParameterSource(
  context: GraphContext,
  scope: TaskScope,
  name: string,
  source: InputParameterSpec,
  input: ComponentInputParameterSpec | undefined,
  path: Path,
): void {
  const selector = source.parameterExpressionSelector;
  if (selector !== undefined) checkExpression(context, selector, "selector", [...path, "parameterExpressionSelector"]);
  if (source.runtimeValue !== undefined) checkRuntimeValue(context, scope, name, source, input, path);
  const given = parameterType(context, scope, source, path);
  // A selector's result has a type of its own, which only a run knows.
  if (given === undefined || input === undefined || selector !== undefined || parameterFits(given.type, input.parameterType)) return;
  const target = `Input \`${name}\` of task \`${scope.taskName}\``;
  const message = messages.irTypeMismatch({ target, wanted: input.parameterType, source: given.label, given: given.type });
  context.report({ message, path, at: "key" });
}

function checkRuntimeValue(
  context: GraphContext,
  scope: TaskScope,
  name: string,
  { runtimeValue, parameterExpressionSelector }: InputParameterSpec,
  input: ComponentInputParameterSpec | undefined,
  path: Path,
): void {
  const constant = runtimeValue?.constant;
  const constantPath = [...path, "runtimeValue", "constant"];
  if (constant === undefined || constant === null) return;
  if (typeof constant === "string")
    for (const part of placeholdersOf({ kind: "template", template: parseTemplate(constant) }))
      if (part.kind === "inputParameter" && own(scope.task.inputs?.parameters, part.name) === undefined)
        reportUnresolved(
          context,
          "input parameter",
          part.name,
          `task \`${scope.taskName}\``,
          Object.keys(scope.task.inputs?.parameters ?? {}),
          constantPath,
        );
  if (parameterExpressionSelector === undefined && input !== undefined)
    checkConstant(context, constant, input, `Input \`${name}\` of task \`${scope.taskName}\``, constantPath);
}

/** The type of what a source gives, or `undefined` if that is unknown or leads nowhere, which is then reported. */
function parameterType(
  context: GraphContext,
  scope: TaskScope,
  source: InputParameterSpec,
  path: Path,
): { type: ParameterType; label: string } | undefined {
  if (source.componentInputParameter !== undefined) {
    const name = source.componentInputParameter;
    const found = own(scope.component.inputDefinitions?.parameters, name);
    if (found !== undefined) return { type: found.parameterType, label: `input \`${name}\` of \`${scope.name}\`` };
    const known = Object.keys(scope.component.inputDefinitions?.parameters ?? {});
    reportUnresolved(context, "input parameter", name, `\`${scope.name}\``, known, [...path, "componentInputParameter"]);
  } else if (source.taskOutputParameter !== undefined) {
    const { producerTask, outputParameterKey } = source.taskOutputParameter;
    const outputs = outputsOf(context, scope, producerTask, "parameters", [...path, "taskOutputParameter", "producerTask"]);
    if (outputs === undefined) return undefined;
    const found = own(outputs, outputParameterKey);
    if (found !== undefined)
      return {
        type: isRepeatedExecutor(context, scope, producerTask) ? "LIST" : found.parameterType,
        label: `output \`${outputParameterKey}\` of \`${producerTask}\``,
      };
    const keyPath = [...path, "taskOutputParameter", "outputParameterKey"];
    reportUnresolved(context, "output parameter", outputParameterKey, `task \`${producerTask}\``, Object.keys(outputs), keyPath);
  } else if (source.taskFinalStatus !== undefined) {
    const { producerTask } = source.taskFinalStatus;
    if (own(scope.dag.tasks, producerTask) !== undefined)
      return { type: "TASK_FINAL_STATUS", label: `the final status of \`${producerTask}\`` };
    const statusPath = [...path, "taskFinalStatus", "producerTask"];
    reportUnresolved(context, "task", producerTask, `\`${scope.name}\``, Object.keys(scope.dag.tasks!), statusPath);
  }
  return undefined;
}

/** The same for an artifact. */
export function checkArtifactSource(
  context: GraphContext,
  scope: TaskScope,
  name: string,
  source: InputArtifactSpec,
  input: ComponentInputArtifactSpec | undefined,
  path: Path,
): void {
  const given = artifactShape(context, scope, source, path);
  if (given === undefined || input === undefined || artifactFits(given.shape, input)) return;
  const target = `Input \`${name}\` of task \`${scope.taskName}\``;
  const message = messages.irTypeMismatch({ target, wanted: artifactLabel(input), source: given.label, given: artifactLabel(given.shape) });
  context.report({ message, path, at: "key" });
}

function artifactShape(
  context: GraphContext,
  scope: TaskScope,
  source: InputArtifactSpec,
  path: Path,
): { shape: ArtifactShape; label: string } | undefined {
  if (source.componentInputArtifact !== undefined) {
    const name = source.componentInputArtifact;
    const found = own(scope.component.inputDefinitions?.artifacts, name);
    if (found !== undefined) return { shape: found, label: `input \`${name}\` of \`${scope.name}\`` };
    const known = Object.keys(scope.component.inputDefinitions?.artifacts ?? {});
    reportUnresolved(context, "input artifact", name, `\`${scope.name}\``, known, [...path, "componentInputArtifact"]);
  } else if (source.taskOutputArtifact !== undefined) {
    const { producerTask, outputArtifactKey } = source.taskOutputArtifact;
    const outputs = outputsOf(context, scope, producerTask, "artifacts", [...path, "taskOutputArtifact", "producerTask"]);
    if (outputs === undefined) return undefined;
    const found = own(outputs, outputArtifactKey);
    if (found !== undefined)
      return {
        shape: isRepeatedExecutor(context, scope, producerTask) ? { ...found, isArtifactList: true } : found,
        label: `output \`${outputArtifactKey}\` of \`${producerTask}\``,
      };
    const keyPath = [...path, "taskOutputArtifact", "outputArtifactKey"];
    reportUnresolved(context, "output artifact", outputArtifactKey, `task \`${producerTask}\``, Object.keys(outputs), keyPath);
  }
  return undefined;
}

type OutputDefinitions = Required<NonNullable<TaskScope["target"]["outputDefinitions"]>>;

/** The declared outputs of a task in the same DAG. A missing task is reported; a missing component is its own task's mistake. */
function outputsOf<Kind extends "parameters" | "artifacts">(
  context: GraphContext,
  scope: TaskScope,
  producer: string,
  kind: Kind,
  path: Path,
): OutputDefinitions[Kind] | undefined {
  if (own(scope.dag.tasks, producer) === undefined)
    reportUnresolved(context, "task", producer, `\`${scope.name}\``, Object.keys(scope.dag.tasks!), path);
  const component = componentOfTask(context, scope.dag, producer);
  return component && (component.outputDefinitions?.[kind] ?? ({} as OutputDefinitions[Kind]));
}

/** Whether a task repeats an executor. (A DAG that is repeated declares its outputs as the lists that they become.) */
function isRepeatedExecutor(context: GraphContext, scope: TaskScope, task: string): boolean {
  const { parameterIterator, artifactIterator } = scope.dag.tasks![task]!;
  return (parameterIterator ?? artifactIterator) !== undefined && componentOfTask(context, scope.dag, task)?.executorLabel !== undefined;
}
