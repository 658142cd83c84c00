import { messages } from "@typeline/diagnostics";
import { own } from "../finding.ts";
import { nearest } from "../nearest.ts";
import { type GraphContext, reportUnresolved, type Scope, type TaskScope } from "./context.ts";
import { producersOf } from "./cycles.ts";
import { checkCondition } from "./expressions.ts";
import { checkArtifactSource, checkParameterSource } from "./inputs.ts";
import { checkIterators } from "./iterators.ts";

/** Checks one task of a DAG: what it runs, what it waits for, and where its inputs come from. */
export function checkTask(context: GraphContext, scope: Scope, taskName: string): void {
  const task = scope.dag.tasks![taskName]!;
  const taskPath = [...scope.path, "dag", "tasks", taskName];
  for (const [index, dependency] of (task.dependentTasks ?? []).entries())
    if (own(scope.dag.tasks, dependency) === undefined)
      reportUnresolved(context, "task", dependency, `\`${scope.name}\``, Object.keys(scope.dag.tasks!), [
        ...taskPath,
        "dependentTasks",
        index,
      ]);
  const targetName = task.componentRef.name;
  const components = context.document.spec.components;
  const target = own(components, targetName);
  if (target === undefined) {
    reportUnresolved(context, "component", targetName, "`components`", Object.keys(components ?? {}), [
      ...taskPath,
      "componentRef",
      "name",
    ]);
    return;
  }
  const inTask: TaskScope = { ...scope, task, taskName, taskPath, target, targetName };
  checkDependencies(context, inTask);
  checkInputs(context, inTask);
  checkIterators(context, inTask);
  checkCondition(context, inTask);
}

/** Engines order tasks by `dependentTasks` alone. (KFP's SDK leaves out the producers of inputs that the component does not declare.) */
function checkDependencies(context: GraphContext, { dag, task, taskName, taskPath, target }: TaskScope): void {
  const isDeclared = (name: string) => own(target.inputDefinitions?.parameters, name) !== undefined;
  const parameters = Object.fromEntries(Object.entries(task.inputs?.parameters ?? {}).filter(([name]) => isDeclared(name)));
  for (const producer of new Set(producersOf({ ...task, inputs: { ...task.inputs, parameters } })))
    if (own(dag.tasks, producer) !== undefined && !task.dependentTasks?.includes(producer))
      context.report({ message: messages.undeclaredIrDependency({ task: taskName, producer }), path: [...taskPath, "inputs"], at: "key" });
}

function checkInputs(context: GraphContext, scope: TaskScope): void {
  const { task, taskPath, target, targetName } = scope;
  const missing = missingInputs(scope);
  for (const [name, source] of Object.entries(task.inputs?.parameters ?? {})) {
    const path = [...taskPath, "inputs", "parameters", name];
    checkParameterSource(context, scope, name, source, own(target.inputDefinitions?.parameters, name), path);
    // An input that the component does not declare is legal, for placeholders; a misspelt one is not meant so.
    const meant = own(target.inputDefinitions?.parameters, name) === undefined ? nearest(name, missing.parameters) : undefined;
    if (meant === undefined) continue;
    reportUnresolved(context, "input parameter", name, `\`${targetName}\``, [meant], path);
    missing.parameters.delete(meant);
  }
  for (const [name, source] of Object.entries(task.inputs?.artifacts ?? {})) {
    const path = [...taskPath, "inputs", "artifacts", name];
    const definitions = target.inputDefinitions?.artifacts;
    const input = own(definitions, name);
    checkArtifactSource(context, scope, name, source, input, path);
    if (input !== undefined) continue;
    reportUnresolved(context, "input artifact", name, `\`${targetName}\``, Object.keys(definitions ?? {}), path);
    missing.artifacts.delete(nearest(name, missing.artifacts) ?? "");
  }
  for (const [kind, names] of Object.entries(missing))
    for (const input of names) {
      const { isOptional, ...definition } = target.inputDefinitions![kind as keyof typeof missing]![input]!;
      if (isOptional || ("defaultValue" in definition && definition.defaultValue !== undefined)) continue;
      const message = messages.missingIrInput({ task: scope.taskName, kind: kind.slice(0, -1), input, component: targetName });
      context.report({ message, path: taskPath, at: "key" });
    }
}

/** The declared inputs that neither the task nor its iterator gives, optional ones included. */
function missingInputs({ task, target }: TaskScope): { parameters: Set<string>; artifacts: Set<string> } {
  const item = (task.parameterIterator ?? task.artifactIterator)?.itemInput;
  const missing = (declared: object = {}, given: object = {}) => {
    const names = new Set(Object.keys(declared).filter((name) => !Object.hasOwn(given, name)));
    // A misspelt `itemInput` is reported where it stands, and not again for the input that it means.
    if (item !== undefined) names.delete(names.has(item) ? item : (nearest(item, names) ?? item));
    return names;
  };
  return {
    parameters: missing(target.inputDefinitions?.parameters, task.inputs?.parameters),
    artifacts: missing(target.inputDefinitions?.artifacts, task.inputs?.artifacts),
  };
}
