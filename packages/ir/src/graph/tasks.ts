import { messages } from "@typeline/diagnostics";
import { own } from "../finding.ts";
import { type GraphContext, reportUnresolved, type Scope, type TaskScope } from "./context.ts";
import { producersOf } from "./cycles.ts";
import { checkCondition } from "./expressions.ts";
import { checkArtifactSource, checkParameterSource } from "./inputs.ts";
import { checkIterators } from "./iterators.ts";

/** Checks one task of a DAG: what it runs, what it waits for, and where its inputs come from. */
export function checkTask(context: GraphContext, scope: Scope, taskName: string): void {
  const task = scope.dag.tasks![taskName]!;
  const taskPath = [...scope.path, "dag", "tasks", taskName];
  checkDependencies(context, scope, taskName);
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
  checkInputs(context, inTask);
  checkRequiredInputs(context, inTask);
  checkIterators(context, inTask);
  checkCondition(context, inTask);
}

function checkDependencies(context: GraphContext, { dag, name, path }: Scope, taskName: string): void {
  const task = dag.tasks![taskName]!;
  const taskPath = [...path, "dag", "tasks", taskName];
  const dependencies = task.dependentTasks ?? [];
  for (const [index, dependency] of dependencies.entries())
    if (own(dag.tasks, dependency) === undefined)
      reportUnresolved(context, "task", dependency, `\`${name}\``, Object.keys(dag.tasks!), [...taskPath, "dependentTasks", index]);
  for (const producer of new Set(producersOf(task)))
    if (own(dag.tasks, producer) !== undefined && !dependencies.includes(producer))
      context.report({ message: messages.undeclaredIrDependency({ task: taskName, producer }), path: [...taskPath, "inputs"], at: "key" });
}

function checkInputs(context: GraphContext, scope: TaskScope): void {
  const { task, taskPath, target, targetName } = scope;
  for (const [name, source] of Object.entries(task.inputs?.parameters ?? {})) {
    const path = [...taskPath, "inputs", "parameters", name];
    const definitions = target.inputDefinitions?.parameters;
    const input = own(definitions, name);
    if (input === undefined) reportUnresolved(context, "input parameter", name, `\`${targetName}\``, Object.keys(definitions ?? {}), path);
    else checkParameterSource(context, scope, name, source, input, path);
  }
  for (const [name, source] of Object.entries(task.inputs?.artifacts ?? {})) {
    const path = [...taskPath, "inputs", "artifacts", name];
    const definitions = target.inputDefinitions?.artifacts;
    const input = own(definitions, name);
    if (input === undefined) reportUnresolved(context, "input artifact", name, `\`${targetName}\``, Object.keys(definitions ?? {}), path);
    else checkArtifactSource(context, scope, name, source, input, path);
  }
}

function checkRequiredInputs(context: GraphContext, { task, taskName, taskPath, target, targetName }: TaskScope): void {
  const item = (task.parameterIterator ?? task.artifactIterator)?.itemInput;
  const missing = (kind: string, input: string) => {
    const message = messages.missingIrInput({ task: taskName, kind, input, component: targetName });
    context.report({ message, path: taskPath, at: "key" });
  };
  for (const [name, input] of Object.entries(target.inputDefinitions?.parameters ?? {}))
    if (!input.isOptional && input.defaultValue === undefined && name !== item && own(task.inputs?.parameters, name) === undefined)
      missing("parameter", name);
  for (const [name, input] of Object.entries(target.inputDefinitions?.artifacts ?? {}))
    if (!input.isOptional && name !== item && own(task.inputs?.artifacts, name) === undefined) missing("artifact", name);
}
