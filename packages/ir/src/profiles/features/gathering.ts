import { messages } from "@typeline/diagnostics";
import type { Path } from "../../finding.ts";
import type { TaskScope } from "../../graph/context.ts";
import { type OutputKind, outputsOf, type Selector, selectorsOf } from "../dag-outputs.ts";
import { conditionOf, type DocumentIndex, isLoop } from "../document-index.ts";
import { defineFeature, error, warning } from "../feature.ts";

export const gatheredMerge = defineFeature({
  name: "a gathered output of branches that name it differently",
  message: messages.gatheredMerge,
  judgements: {
    kfp: error(
      "outputs of different iterations are mixed up",
      "driver/resolve.go: `CollectInputs` keeps one output key for all iterations",
    ),
  },
  untargeted: "warning",
  *find(index) {
    for (const { loop, output, steps } of gathered(index))
      for (const { path, selectors } of steps)
        if (new Set(selectors.map(({ key }) => key)).size > 1) yield { path, words: { task: loop.taskName, output } };
  },
});

export const gatheredLoop = defineFeature({
  name: "a gathered output of an inner loop",
  message: messages.gatheredLoop,
  judgements: {
    kfp: error(
      "the lists of the inner loop are joined to one",
      "driver/resolve.go: `CollectInputs` puts the iterations of both loops into one list",
    ),
  },
  untargeted: "warning",
  *find(index) {
    for (const { loop, output, steps } of gathered(index))
      for (const { kind, path, producers } of steps) {
        // The IR has no list of lists of artifacts: there, one list is what is meant.
        const inner = kind === "parameters" ? producers.find(isLoop) : undefined;
        if (inner !== undefined) yield { path, words: { task: loop.taskName, output, inner: inner.taskName } };
      }
  },
});

export const gatheredConditional = defineFeature({
  name: "a gathered output of a task under a condition",
  message: messages.gatheredConditional,
  judgements: {
    kfp: error("an iteration in which it is skipped crashes the driver", "driver/resolve.go: `CollectInputs` on a task that is not there"),
    argo: error("an iteration in which it is skipped has no output, and fails", "Argo resolves outputs of skipped nodes to nothing"),
  },
  untargeted: "warning",
  *find(index) {
    for (const { loop, output, steps } of gathered(index))
      for (const { path, selectors, producers } of steps) {
        const inner = selectors.length === 1 ? producers.find((producer) => conditionOf(producer) !== undefined) : undefined;
        if (inner !== undefined) yield { path, words: { task: loop.taskName, output, inner: inner.taskName } };
      }
  },
});

export const gatheredAndRead = defineFeature({
  name: "artifacts of an inner loop that the outer loop gathers and its body reads",
  message: messages.gatheredAndRead,
  judgements: {
    argo: error(
      "the body looks for them where they do not lie",
      "Argo fetches a folder of artifacts by the beginning of their keys: a list lies in the folder of one loop",
    ),
  },
  untargeted: "silent",
  *find(index) {
    for (const { loop, output, steps } of gathered(index))
      for (const { kind, path, selectors, producers } of steps)
        for (const { task, key } of kind === "artifacts" ? selectors : []) {
          const inner = producers.find((producer) => producer.taskName === task && isLoop(producer));
          if (inner && isReadBeside(index, inner, key)) yield { path, words: { task: loop.taskName, output, inner: inner.taskName } };
        }
  },
});

export const gatheredRunTimeList = defineFeature({
  name: "gathering over a list that only a run knows",
  message: messages.gatheredEmpty,
  judgements: { kfp: warning("the run fails where the list is empty", "driver/resolve.go: `CollectInputs` of a loop without iterations") },
  untargeted: "silent",
  *find(index) {
    for (const loop of index.tasks)
      if (loop.task.parameterIterator?.items.inputParameter !== undefined && readOutputs(index, loop).length > 0)
        yield { path: [...loop.taskPath, "parameterIterator"], words: { task: loop.taskName } };
  },
});

/** Whether a task of the same DAG reads an output artifact. */
function isReadBeside(index: DocumentIndex, { name, taskName }: TaskScope, output: string): boolean {
  return [...index.tasksIn(name).values()].some(({ task }) =>
    Object.values(task.inputs?.artifacts ?? {}).some(
      ({ taskOutputArtifact: source }) => source?.producerTask === taskName && source.outputArtifactKey === output,
    ),
  );
}

/** One DAG output on the way from a loop to the tasks whose outputs it gathers. */
interface Step {
  readonly kind: OutputKind;
  /** Of the output. */
  readonly path: Path;
  readonly selectors: readonly Selector[];
  readonly producers: readonly TaskScope[];
}

interface Gathered {
  readonly loop: TaskScope;
  readonly output: string;
  readonly steps: readonly Step[];
}

/** Several features ask the same of a document. */
const known = new WeakMap<DocumentIndex, readonly Gathered[]>();

/** The outputs of loops that something reads: KFP gathers no others. */
function gathered(index: DocumentIndex): readonly Gathered[] {
  const found =
    known.get(index) ??
    index.tasks.filter(isLoop).flatMap((loop) =>
      readOutputs(index, loop).map(({ kind, output }) => ({
        loop,
        output,
        steps: stepsOf(index, loop.targetName, kind, output, new Set()),
      })),
    );
  known.set(index, found);
  return found;
}

interface Read {
  readonly kind: OutputKind;
  readonly output: string;
}

/** Of each DAG, by task: a loop among a thousand tasks does not look at all of them. */
const reads = new WeakMap<TaskScope["component"], ReadonlyMap<string, readonly Read[]>>();

/** The outputs of a task that another one reads, or that its DAG gives on, each once. */
function readOutputs(index: DocumentIndex, { name, component, taskName }: TaskScope): readonly Read[] {
  let byTask = reads.get(component);
  if (!byTask) reads.set(component, (byTask = readsIn(index, name, component)));
  return byTask.get(taskName) ?? [];
}

function readsIn(index: DocumentIndex, scope: string, component: TaskScope["component"]): ReadonlyMap<string, readonly Read[]> {
  const found = new Map<string, Map<string, Read>>();
  const add = (producer: string, kind: OutputKind, output: string) => {
    const outputs = found.get(producer) ?? new Map<string, Read>();
    found.set(producer, outputs.set(`${kind} ${output}`, { kind, output }));
  };
  for (const { task } of index.tasksIn(scope).values()) {
    for (const { taskOutputParameter: source } of Object.values(task.inputs?.parameters ?? {}))
      if (source) add(source.producerTask, "parameters", source.outputParameterKey);
    for (const { taskOutputArtifact: source } of Object.values(task.inputs?.artifacts ?? {}))
      if (source) add(source.producerTask, "artifacts", source.outputArtifactKey);
  }
  for (const { kind, output } of outputsOf(component))
    for (const { task, key } of selectorsOf(component, kind, output)) add(task, kind, key);
  return new Map([...found].map(([task, outputs]) => [task, [...outputs.values()]]));
}

/** Follows an output into its DAG, and into the groups in it; the body of an inner loop is gathered by that one. */
function stepsOf(index: DocumentIndex, scope: string, kind: OutputKind, output: string, seen: Set<string>): Step[] {
  const tasks = index.tasksIn(scope);
  const [first] = tasks.values();
  const step = `${scope} ${kind} ${output}`;
  if (first === undefined || seen.has(step)) return [];
  seen.add(step);
  const selectors = selectorsOf(first.component, kind, output);
  const producers = selectors.flatMap(({ task }) => tasks.get(task) ?? []);
  return [
    { kind, path: [...first.path, "dag", "outputs", kind, output], selectors, producers },
    ...selectors.flatMap(({ task, key }) => {
      const producer = tasks.get(task);
      return producer === undefined || isLoop(producer) ? [] : stepsOf(index, producer.targetName, kind, key, seen);
    }),
  ];
}
