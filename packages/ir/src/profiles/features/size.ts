import { messages } from "@typeline/diagnostics";
import { type DocumentIndex, isLoop } from "../document-index.ts";
import { defineFeature, warning } from "../feature.ts";

/** How often KFP stores a command for each task that runs: in its templates, and in inputs and outputs of the driver's and executor's nodes. */
const copies = 4;
/** Of the 1 MiB of Argo's `MAX_WORKFLOW_SIZE`; the rest is for what is not commands. Bytes. */
const limit = 900 * 1024;
/** How often a loop is taken to run over a list that only a run knows. */
const assumedIterations = 10;

const tooLarge = warning(
  "the workflow may not fit into the cluster's database",
  "Argo's `MAX_WORKFLOW_SIZE`; kubeflow/pipelines#4170, #13738",
);

export const workflowSize = defineFeature({
  name: "commands that take more than a workflow can hold",
  message: messages.workflowSize,
  judgements: { kfp: tooLarge, argo: tooLarge },
  untargeted: "silent",
  *find(index) {
    const stored = copies * bytesOf(index, "root", new Map());
    if (stored > limit) yield { path: ["spec", "root"], words: { size: printed(stored), limit: printed(limit) } };
  },
});

/** The commands of all tasks that one run of a DAG starts. */
function bytesOf(index: DocumentIndex, scope: string, known: Map<string, number>): number {
  let sum = known.get(scope);
  if (sum !== undefined) return sum;
  known.set(scope, 0);
  sum = 0;
  for (const task of index.tasksIn(scope).values()) {
    const container = index.executorOf(task.target)?.container;
    const own = [...(container?.command ?? []), ...(container?.args ?? [])].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
    const items = task.task.parameterIterator?.items.raw;
    const times = !isLoop(task) ? 1 : items === undefined ? assumedIterations : lengthOf(items);
    sum += times * (own + (task.target.dag === undefined ? 0 : bytesOf(index, task.targetName, known)));
  }
  known.set(scope, sum);
  return sum;
}

function lengthOf(items: string): number {
  const list: unknown = JSON.parse(items);
  return Array.isArray(list) ? list.length : 0;
}

const printed = (bytes: number) => `${Math.round(bytes / 1024)} KiB`;
