import type { PipelineDocument } from "@typeline/ir";

/** How many tasks of the document run something: calls of nested pipelines and groups are not counted, what is in them is. */
export function countTasks({ spec }: PipelineDocument): number {
  const components = spec.components ?? {};
  return [spec.root, ...Object.values(components)]
    .flatMap((component) => Object.values(component.dag?.tasks ?? {}))
    .filter((task) => components[task.componentRef?.name ?? ""]?.dag === undefined).length;
}
