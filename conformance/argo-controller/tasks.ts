import type { ComponentSpec, PipelineDocument } from "@typeline/ir";
import { argoNames } from "../../packages/argo/src/names.ts";

/** One attempt at a task that runs a container. */
export interface Attempt {
  /** As the local runner writes it: `for-loop-1[0]/fit`. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
}

/** The name of the one task whose template is the pipeline, in the workflow `run-1`. */
const ROOT = ["run-1", "pipeline"];

/** Tasks inside the template of a component without a DAG: the choices of a command with an optional input, and the object that is a claim. */
const EXTRA: ReadonlySet<string> = new Set(["given", "absent", "object"]);

/**
 * The task of the document that a node of the workflow is for.
 *
 * Our templates add nodes that no task has: the repeated task of a loop (`loop(2:2)`), the body of a loop over a component without a DAG, and
 * the {@link EXTRA} ones.
 *
 * @param node `run-1.pipeline.for-loop-1.loop(0:0).fit(1)`
 * @throws Error if there is none
 */
export function taskOf({ spec }: PipelineDocument, node: string): Attempt {
  const [, base = node, retry] = /^(.*?)(?:\((\d+)\))?$/s.exec(node)!;
  const segments = base.split(".");
  if (ROOT.some((name, index) => segments[index] !== name)) throw new Error(`${node} is outside of the pipeline`);
  let component: ComponentSpec = spec.root;
  let path = "";
  let at = ROOT.length;
  while (component.dag) {
    const names = argoNames();
    const tasks = Object.entries(component.dag.tasks ?? {});
    const [name, task] = tasks.find(([key]) => names(key) === segments[at]) ?? [];
    if (name === undefined || task === undefined) throw new Error(`${node} is no task of the document: ${segments[at]} is not in the DAG`);
    path = path === "" ? name : `${path}/${name}`;
    component = spec.components![task.componentRef.name]!;
    at++;
    if ((task.parameterIterator ?? task.artifactIterator) === undefined) continue;
    const [, index] = /^loop\((\d+):\d+\)$/.exec(segments[at] ?? "") ?? [];
    if (index === undefined) throw new Error(`${node} is no iteration of the loop ${path}`);
    path += `[${index}]`;
    at += component.dag ? 1 : 2;
  }
  const rest = segments.slice(at).filter((segment) => !EXTRA.has(segment));
  if (rest.length > 0) throw new Error(`${node} is below the task ${path}`);
  return { path, attempt: Number(retry ?? 0) + 1 };
}

/** Whatever must have ended before a task starts: paths of tasks and groups, those of the groups around it included. */
export function upstreamOf({ spec }: PipelineDocument, path: string): string[] {
  let component: ComponentSpec = spec.root;
  let around = "";
  return path.split("/").flatMap((segment) => {
    const task = component.dag!.tasks![segment.replace(/\[\d+\]$/, "")]!;
    const { parameters = {}, artifacts = {} } = task.inputs ?? {};
    const producers = [
      ...(task.dependentTasks ?? []),
      ...Object.values(parameters).map((one) => (one.taskOutputParameter ?? one.taskFinalStatus)?.producerTask),
      ...Object.values(artifacts).map((one) => one.taskOutputArtifact?.producerTask),
    ];
    const scope = around;
    around += `${segment}/`;
    component = spec.components![task.componentRef.name]!;
    return [...new Set(producers)].flatMap((producer) => (producer === undefined ? [] : [scope + producer]));
  });
}

export const isWithin = (path: string, group: string): boolean =>
  path === group || path.startsWith(`${group}/`) || path.startsWith(`${group}[`);
