import { messages } from "@typeline/diagnostics";
import { own, type Path } from "../finding.ts";
import type { ArtifactSelectorSpec, ComponentSpec, ParameterSelectorSpec } from "../generated/index.ts";
import { componentOfTask, type GraphContext, reportUnresolved, type Scope } from "./context.ts";
import { type ArtifactShape, artifactFits, artifactLabel, parameterFits } from "./types.ts";

/** Checks that what a DAG gives is what its component declares. */
export function checkDagOutputs(context: GraphContext, scope: Scope): void {
  const declared = scope.component.outputDefinitions ?? {};
  const given = scope.dag.outputs ?? {};
  for (const [name, output] of Object.entries(given.parameters ?? {})) {
    const path = [...scope.path, "dag", "outputs", "parameters", name];
    if (own(declared.parameters, name) === undefined) {
      reportUnresolved(context, "output parameter", name, `\`${scope.name}\``, Object.keys(declared.parameters ?? {}), path);
      continue;
    }
    if (output.valueFromParameter !== undefined)
      checkParameter(context, scope, name, output.valueFromParameter, [...path, "valueFromParameter"]);
    for (const [index, selector] of (output.valueFromOneof?.parameterSelectors ?? []).entries())
      checkParameter(context, scope, name, selector, [...path, "valueFromOneof", "parameterSelectors", index]);
  }
  for (const [name, output] of Object.entries(given.artifacts ?? {})) {
    const path = [...scope.path, "dag", "outputs", "artifacts", name];
    if (own(declared.artifacts, name) === undefined)
      reportUnresolved(context, "output artifact", name, `\`${scope.name}\``, Object.keys(declared.artifacts ?? {}), path);
    else
      for (const [index, selector] of (output.artifactSelectors ?? []).entries())
        checkArtifact(context, scope, name, selector, [...path, "artifactSelectors", index]);
  }
  checkAllGiven(context, scope);
}

/** An output that is declared but comes from nowhere would be missing in every run. */
function checkAllGiven(context: GraphContext, scope: Scope): void {
  for (const kind of ["parameters", "artifacts"] as const)
    for (const name of Object.keys(scope.component.outputDefinitions?.[kind] ?? {}))
      if (own<unknown>(scope.dag.outputs?.[kind], name) === undefined) {
        const known = Object.keys(scope.dag.outputs?.[kind] ?? {});
        const path = [...scope.path, "outputDefinitions", kind, name];
        reportUnresolved(context, `output ${kind.slice(0, -1)}`, name, `the \`dag.outputs\` of \`${scope.name}\``, known, path);
      }
}

function checkParameter(context: GraphContext, scope: Scope, name: string, selector: ParameterSelectorSpec, path: Path): void {
  const outputs = subtask(context, scope, selector.producerSubtask, path)?.outputDefinitions?.parameters;
  const found = own(outputs, selector.outputParameterKey);
  if (found === undefined) {
    const where = `task \`${selector.producerSubtask}\``;
    if (componentOfTask(context, scope.dag, selector.producerSubtask) !== undefined)
      reportUnresolved(context, "output parameter", selector.outputParameterKey, where, Object.keys(outputs ?? {}), [
        ...path,
        "outputParameterKey",
      ]);
    return;
  }
  const wanted = scope.component.outputDefinitions!.parameters![name]!.parameterType;
  // KFP's SDK declares LIST not only where single values are gathered, but also for a group that reads what was gathered.
  if (wanted === "LIST" || parameterFits(found.parameterType, wanted)) return;
  mismatch(
    context,
    scope,
    name,
    wanted,
    `output \`${selector.outputParameterKey}\` of \`${selector.producerSubtask}\``,
    found.parameterType,
    path,
  );
}

function checkArtifact(context: GraphContext, scope: Scope, name: string, selector: ArtifactSelectorSpec, path: Path): void {
  const outputs = subtask(context, scope, selector.producerSubtask, path)?.outputDefinitions?.artifacts;
  const found = own(outputs, selector.outputArtifactKey);
  if (found === undefined) {
    const where = `task \`${selector.producerSubtask}\``;
    if (componentOfTask(context, scope.dag, selector.producerSubtask) !== undefined)
      reportUnresolved(context, "output artifact", selector.outputArtifactKey, where, Object.keys(outputs ?? {}), [
        ...path,
        "outputArtifactKey",
      ]);
    return;
  }
  const wanted: ArtifactShape = scope.component.outputDefinitions!.artifacts![name]!;
  const gathered = wanted.isArtifactList && isGathered(context, scope, selector.producerSubtask);
  if (artifactFits(found, wanted) || (gathered && artifactFits({ ...found, isArtifactList: true }, wanted))) return;
  const label = `output \`${selector.outputArtifactKey}\` of \`${selector.producerSubtask}\``;
  mismatch(context, scope, name, artifactLabel(wanted), label, artifactLabel(found), path);
}

/** The component that a task of the DAG runs. A task that does not exist is reported. */
function subtask(context: GraphContext, scope: Scope, name: string, path: Path): ComponentSpec | undefined {
  if (own(scope.dag.tasks, name) === undefined)
    reportUnresolved(context, "task", name, `\`${scope.name}\``, Object.keys(scope.dag.tasks ?? {}), [...path, "producerSubtask"]);
  return componentOfTask(context, scope.dag, name);
}

/** Whether single values become a list here: the DAG runs in a loop, or the task is one. */
function isGathered(context: GraphContext, scope: Scope, producer: string): boolean {
  const task = scope.dag.tasks![producer];
  return context.looped.has(scope.name) || (task?.parameterIterator ?? task?.artifactIterator) !== undefined;
}

function mismatch(context: GraphContext, scope: Scope, name: string, wanted: string, source: string, given: string, path: Path): void {
  const message = messages.irTypeMismatch({ target: `Output \`${name}\` of \`${scope.name}\``, wanted, source, given });
  context.report({ message, path, at: "key" });
}
