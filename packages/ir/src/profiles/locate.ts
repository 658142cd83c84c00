import type { Location } from "@typeline/diagnostics";
import type { PipelineDocument } from "../document.ts";
import { type Finding, own, type Path } from "../finding.ts";
import type { SourceMap, SourcePosition } from "../generated/index.ts";
import { componentsOf } from "../graph/context.ts";

/** A place in a source file. Lines and columns count from 1. */
export interface SourcePlace {
  /** Relative to the project's folder, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where that was written which a finding is about: the task, else the component, else what calls the component, by the source map in
 * `platforms.typeline.config.sources`. `undefined` where the document has no source map, as those of KFP's SDK, or where the finding is
 * about the pipeline as a whole.
 */
export function locate({ path }: Pick<Finding, "path">, document: PipelineDocument): SourcePlace | undefined {
  const sources = document.platforms?.platforms.typeline?.config?.sources;
  if (sources === undefined) return undefined;
  const owner = ownerOf(path, document);
  const position = owner && positionOf(owner, document, sources, new Set());
  const file = position && sources.files[position[0]];
  return file === undefined ? undefined : { file, line: position![1], column: position![2] };
}

/** A place as a location of no width. @param file absolute */
export function locationOf({ line, column }: SourcePlace, file: string): Location {
  return { file, line, column, endLine: line, endColumn: column };
}

/** A component, or one of the tasks of its DAG. */
interface Owner {
  readonly component: string;
  readonly task?: string | undefined;
}

function ownerOf(path: Path, document: PipelineDocument): Owner | undefined {
  const [first, second, ...rest] = path.map(String);
  if (first === "spec" && second === "root") return { component: "root", task: taskIn(rest) };
  if (first === "spec" && second === "components" && rest[0] !== undefined) return { component: rest[0], task: taskIn(rest.slice(1)) };
  // `spec.deploymentSpec.executors.<label>` and `platforms.platforms.<platform>.deploymentSpec.executors.<label>`.
  const label = path[path.indexOf("executors") + 1];
  const user = [...componentsOf(document)].find(([, { executorLabel }]) => executorLabel !== undefined && executorLabel === label);
  return user && { component: user[0] };
}

function taskIn([dag, tasks, task]: readonly string[]): string | undefined {
  return dag === "dag" && tasks === "tasks" ? task : undefined;
}

/** What lowering adds, such as groups, has no position of its own; what stands around it has. */
function positionOf(
  { component, task }: Owner,
  document: PipelineDocument,
  sources: SourceMap,
  seen: Set<string>,
): SourcePosition | undefined {
  const position = (task === undefined ? undefined : own(own(sources.tasks, component), task)) ?? own(sources.components, component);
  if (position !== undefined || seen.has(component)) return position;
  seen.add(component);
  for (const [name, { dag }] of componentsOf(document))
    for (const [caller, { componentRef }] of Object.entries(dag?.tasks ?? {})) {
      const found = componentRef.name === component ? positionOf({ component: name, task: caller }, document, sources, seen) : undefined;
      if (found !== undefined) return found;
    }
  return undefined;
}
