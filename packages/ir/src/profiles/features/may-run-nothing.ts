import { own } from "../../finding.ts";
import type { ComponentSpec } from "../../generated/index.ts";
import type { DocumentIndex } from "../document-index.ts";

/** Whether a run may end all tasks of a DAG without starting one. */
export function mayRunNothing(index: DocumentIndex, component: ComponentSpec, seen = new Set<ComponentSpec>()): boolean {
  if (seen.has(component)) return true;
  seen.add(component);
  return Object.values(component.dag?.tasks ?? {}).every((task) => {
    const target = own(index.document.spec.components, task.componentRef.name);
    if (
      target === undefined ||
      task.triggerPolicy?.condition ||
      task.parameterIterator !== undefined ||
      task.artifactIterator !== undefined
    )
      return true;
    if (target.dag !== undefined) return mayRunNothing(index, target, seen);
    return index.executorOf(target)?.importer !== undefined || task.cachingOptions?.enableCache === true;
  });
}
