import { type Json, type JsonObject, object } from "./json.ts";
import type { PipelineDocuments } from "./read.ts";

/** One place of a document that a test may change. */
export interface TaskPlace {
  readonly key: string;
  readonly task: JsonObject;
  readonly dag: JsonObject;
  readonly component: JsonObject;
  /** Of a task that runs something; `undefined` for groups. */
  readonly executor: JsonObject | undefined;
}

/** Every DAG of a document: the root's, and one for each component that is one. */
export function dagsOf({ spec }: PipelineDocuments): JsonObject[] {
  const roots = [object(spec.root), ...Object.values(object(spec.components)).map(object)];
  return roots.filter((component) => component.dag !== undefined).map((component) => object(component.dag));
}

export function tasksOf(documents: PipelineDocuments): TaskPlace[] {
  const components = object(documents.spec.components);
  const executors = object(object(documents.spec.deploymentSpec).executors);
  return dagsOf(documents).flatMap((dag) =>
    Object.entries(object(dag.tasks)).map(([key, value]) => {
      const task = object(value);
      const component = object(components[String(object(task.componentRef).name)]);
      const executor = component.executorLabel === undefined ? undefined : object(executors[String(component.executorLabel)]);
      return { key, task, dag, component, executor };
    }),
  );
}

/** Tasks that run something. */
export function leavesOf(documents: PipelineDocuments): TaskPlace[] {
  return tasksOf(documents).filter(({ executor }) => executor !== undefined);
}

/** Calls `change` on every object of a document, innermost first. */
export function everyObject(value: Json, change: (object: JsonObject) => void): void {
  if (value === null || typeof value !== "object") return;
  for (const inner of Object.values(value)) everyObject(inner as Json, change);
  if (!Array.isArray(value)) change(value);
}
