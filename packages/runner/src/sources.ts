import { locate, type PipelineDocument } from "@typeline/ir";
import type { Place } from "./engine/leaf.ts";

/** Where the calls of tasks stand: `pipeline.ts:12:9`; null where the document does not say. */
export function callSites(document: PipelineDocument): (place: Pick<Place, "owner" | "name">) => string | null {
  const known = new Map<string, string | null>();
  return ({ owner, name }) => {
    const key = `${owner}/${name}`;
    let found = known.get(key);
    if (found === undefined) {
      const path = owner === "root" ? ["spec", "root", "dag", "tasks", name] : ["spec", "components", owner, "dag", "tasks", name];
      const place = locate({ path }, document);
      found = place ? `${place.file}:${place.line}:${place.column}` : null;
      known.set(key, found);
    }
    return found;
  };
}

/** The kebab-case name of a task's component: our own executors say it, else it is in the component's key. */
export function componentNames(document: PipelineDocument): (componentKey: string) => string {
  const executors = document.platforms?.platforms.typeline?.deploymentSpec?.executors ?? {};
  return (componentKey) => {
    const label = document.spec.components?.[componentKey]?.executorLabel;
    const note = label !== undefined && Object.hasOwn(executors, label) ? executors[label] : undefined;
    return note?.entry ?? componentKey.replace(/^comp-/, "");
  };
}

/** The first place in TypeScript that an error's stack names, as a task's log has it. */
export function placeInStack(line: string): string | undefined {
  return /^\s+at .*?\(?([^\s()]+\.[cm]?tsx?:\d+:\d+)\)?$/.exec(line)?.[1];
}
