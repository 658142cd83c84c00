import { messages } from "@typeline/diagnostics";
import type { PipelineDocument } from "../document.ts";
import { own, type Path, type ReportFinding } from "../finding.ts";
import type { ComponentSpec, DagSpec, PipelineTaskSpec } from "../generated/index.ts";
import { suggestion } from "../nearest.ts";

/** What every check of the graph needs. */
export interface GraphContext {
  readonly document: PipelineDocument;
  readonly report: ReportFinding;
  /** Keys of the components that run inside a loop, at any depth. What comes out of them is gathered into lists. */
  readonly looped: ReadonlySet<string>;
}

/** One DAG, and the component that it implements. */
export interface Scope {
  /** `root` or the component's key. */
  readonly name: string;
  readonly path: Path;
  readonly component: ComponentSpec;
  readonly dag: DagSpec;
}

/** A task in its DAG, with the component that it runs. */
export interface TaskScope extends Scope {
  readonly task: PipelineTaskSpec;
  readonly taskName: string;
  readonly taskPath: Path;
  readonly target: ComponentSpec;
  readonly targetName: string;
}

/** Every component, the root included, with its path in the document. */
export function* componentsOf(document: PipelineDocument): Generator<readonly [name: string, component: ComponentSpec, path: Path]> {
  yield ["root", document.spec.root, ["spec", "root"]];
  for (const [name, component] of Object.entries(document.spec.components ?? {})) yield [name, component, ["spec", "components", name]];
}

/** The components that run inside a loop: those that a task repeats, and all that they contain. */
export function loopedComponents(document: PipelineDocument): ReadonlySet<string> {
  const looped = new Set<string>();
  const add = (name: string) => {
    if (looped.has(name)) return;
    looped.add(name);
    for (const task of Object.values(own(document.spec.components, name)?.dag?.tasks ?? {})) add(task.componentRef.name);
  };
  for (const [, component] of componentsOf(document))
    for (const task of Object.values(component.dag?.tasks ?? {}))
      if ((task.parameterIterator ?? task.artifactIterator) !== undefined) add(task.componentRef.name);
  return looped;
}

/** The component that a task of the DAG runs; `undefined` if one of both does not exist. */
export function componentOfTask(context: GraphContext, dag: DagSpec, task: string): ComponentSpec | undefined {
  const found = own(dag.tasks, task);
  return found && own(context.document.spec.components, found.componentRef.name);
}

/** Reports a name that leads nowhere, with the one that may have been meant. */
export function reportUnresolved(
  context: GraphContext,
  kind: string,
  name: string,
  scope: string,
  candidates: Iterable<string>,
  path: Path,
): void {
  const hint = suggestion(name, [...candidates]);
  context.report({ message: messages.unresolvedIrReference({ kind, name, scope, hint }), path, at: "value" });
}
