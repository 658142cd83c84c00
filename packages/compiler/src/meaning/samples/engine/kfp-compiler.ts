import type { ComponentSpec, PipelineDocument, PipelineTaskSpec } from "@typeline/ir";

/** What KFP's compiler to Argo refuses (`argocompiler/dag.go`), or makes a workflow of that Argo refuses: no task runs at all. */
export function refusals({ spec }: PipelineDocument): string[] {
  const found: string[] = [];
  for (const { dag } of [spec.root, ...Object.values(spec.components ?? {})] as ComponentSpec[]) {
    const tasks = Object.entries(dag?.tasks ?? {});
    const exits = new Set(tasks.flatMap(([name, task]) => (isExit(task) ? [name] : [])));
    if (dag && exits.size === tasks.length) found.push("a DAG must contain one or more non-exit tasks");
    for (const [name, task] of tasks) {
      const { executorLabel } = spec.components?.[task.componentRef.name] ?? {};
      const isImporter = spec.deploymentSpec?.executors[executorLabel ?? ""]?.importer !== undefined;
      if (task.artifactIterator) found.push("artifact iterator not implemented yet");
      if (isImporter && task.triggerPolicy?.condition !== undefined)
        found.push("triggerPolicy.condition on importer task is not supported");
      if (isImporter && Object.values(task.inputs?.parameters ?? {}).some(({ taskOutputParameter }) => taskOutputParameter))
        found.push(`importer ${name} takes an output of a task beside it`);
      if (isImporter && task.taskInfo?.name !== name) found.push(`importer ${name} is known by another name`);
      const waits = (task.dependentTasks ?? []).filter((other) => exits.has(other));
      if (waits.length > 0) found.push(`${name} waits for ${waits.join(", ")}, which is no task of the DAG`);
    }
  }
  return found;
}

const isExit = ({ triggerPolicy }: PipelineTaskSpec): boolean => triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED";
