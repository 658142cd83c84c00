import { messages } from "@typeline/diagnostics";
import type { TaskScope } from "../../graph/context.ts";
import { outputsOf, selectorsOf } from "../dag-outputs.ts";
import type { DocumentIndex } from "../document-index.ts";
import { defineFeature, error, type Place, warning } from "../feature.ts";

const hooks = "a failed node fails its Argo workflow; kubeflow/pipelines#7330";
const onVertex = error("a failed task fails the run", "Vertex AI has no way to handle a failure");

export const handledFailure = defineFeature({
  name: "a failure that is handled, and something after it",
  message: messages.handledFailure,
  judgements: { kfp: error("the run fails, and what follows is left out", hooks), vertex: onVertex },
  untargeted: "warning",
  find: (index) => handled(index, true),
});

export const handledLastFailure = defineFeature({
  name: "a failure that is handled, and nothing after it",
  message: messages.handledLastFailure,
  judgements: { kfp: warning("the block runs, but the run is marked as failed", hooks), vertex: onVertex },
  untargeted: "warning",
  find: (index) => handled(index, false),
});

/** The tasks whose failure lets the run go on, by `platforms.typeline.config.handled`. */
export function handledTasks(index: DocumentIndex): TaskScope[] {
  return (index.document.platforms?.platforms.typeline?.config?.handled ?? []).flatMap((place) => {
    const slash = place.indexOf("/");
    return index.tasksIn(place.slice(0, slash)).get(place.slice(slash + 1)) ?? [];
  });
}

function* handled(index: DocumentIndex, followed: boolean): Generator<Place<{ task: string }>> {
  for (const task of handledTasks(index))
    if (isFollowed(index, task) === followed) yield { path: task.taskPath, words: { task: task.taskName } };
}

/** Whether something waits for the group that handles the failure, or for a group around it. */
function isFollowed(index: DocumentIndex, { name }: TaskScope, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return index.callersOf(name).some((group) => {
    const isOutput = outputsOf(group.component).some(({ kind, output }) =>
      selectorsOf(group.component, kind, output).some(({ task }) => task === group.taskName),
    );
    return isOutput || index.dependantsOf(group).length > 0 || isFollowed(index, group, seen);
  });
}
