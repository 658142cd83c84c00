import { messages } from "@typeline/diagnostics";
import { own } from "../finding.ts";
import type { PipelineTaskSpec } from "../generated/index.ts";
import type { GraphContext, Scope } from "./context.ts";

/** The tasks of the same DAG whose outputs or status a task reads. */
export function producersOf(task: PipelineTaskSpec): string[] {
  const parameters = Object.values(task.inputs?.parameters ?? {}).map(
    (source) => (source.taskOutputParameter ?? source.taskFinalStatus)?.producerTask,
  );
  const artifacts = Object.values(task.inputs?.artifacts ?? {}).map((source) => source.taskOutputArtifact?.producerTask);
  return [...parameters, ...artifacts].filter((name) => name !== undefined);
}

/** Reports tasks of one DAG that wait for each other. */
export function checkCycles(context: GraphContext, { dag, path }: Scope): void {
  const cycle = findCycle(Object.keys(dag.tasks ?? {}), (name) => {
    const task = own(dag.tasks, name);
    return task === undefined ? [] : [...(task.dependentTasks ?? []), ...producersOf(task)];
  });
  if (cycle !== undefined)
    context.report({ message: messages.irTaskCycle({ cycle: arrows(cycle) }), path: [...path, "dag", "tasks", cycle[0]!], at: "key" });
}

/** Reports components that contain themselves. */
export function checkRecursion(context: GraphContext): void {
  const components = context.document.spec.components ?? {};
  const cycle = findCycle(Object.keys(components), (name) =>
    Object.values(own(components, name)?.dag?.tasks ?? {}).map((task) => task.componentRef.name),
  );
  if (cycle !== undefined)
    context.report({
      message: messages.irComponentRecursion({ cycle: arrows(cycle) }),
      path: ["spec", "components", cycle[0]!],
      at: "key",
    });
}

const arrows = (cycle: readonly string[]): string => [...cycle, cycle[0]].map((name) => `\`${name}\``).join(" → ");

/** The first circle that a walk in depth meets, without recursion, for chains of thousands of tasks. */
function findCycle(nodes: readonly string[], next: (node: string) => readonly string[]): string[] | undefined {
  const done = new Set<string>();
  for (const start of nodes) {
    if (done.has(start)) continue;
    const trail = [{ node: start, rest: [...next(start)] }];
    const onTrail = new Set([start]);
    while (trail.length > 0) {
      const { node, rest } = trail.at(-1)!;
      const successor = rest.pop();
      if (successor === undefined) {
        done.add(node);
        onTrail.delete(node);
        trail.pop();
      } else if (onTrail.has(successor)) {
        const all = trail.map((step) => step.node);
        return all.slice(all.indexOf(successor));
      } else if (!done.has(successor)) {
        onTrail.add(successor);
        trail.push({ node: successor, rest: [...next(successor)] });
      }
    }
  }
  return undefined;
}
