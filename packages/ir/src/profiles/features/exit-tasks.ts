import { messages } from "@typeline/diagnostics";
import { own } from "../../finding.ts";
import type { TaskScope } from "../../graph/context.ts";
import { type DocumentIndex, isLoop } from "../document-index.ts";
import { defineFeature, error, note, vertexProto, warning } from "../feature.ts";
import { handledTasks } from "./handled.ts";
import { mayRunNothing } from "./may-run-nothing.ts";

const onVertex = warning("what happens is not known", vertexProto);

export const exitTaskOfSeveral = defineFeature({
  name: "a task that runs whatever happened, after several tasks",
  message: messages.exitTaskOfSeveral,
  judgements: {
    kfp: error("it runs once for each of them, the first time too early", "argocompiler/dag.go: one lifecycle hook for each dependency"),
    vertex: onVertex,
  },
  untargeted: "warning",
  *find(index) {
    for (const { task, upstream } of exitTasks(index))
      if (upstream.length > 1) {
        const names = upstream.map(({ taskName }) => `\`${taskName}\``).join(", ");
        yield { path: task.taskPath, words: { task: task.taskName, upstream: names } };
      }
  },
});

export const exitTaskWithDependants = defineFeature({
  name: "a task that waits for one that runs whatever happened",
  message: messages.exitTaskWithDependants,
  judgements: {
    kfp: error("it waits for a task that is not in the DAG", "argocompiler/dag.go: exit tasks are lifecycle hooks"),
    vertex: onVertex,
  },
  untargeted: "warning",
  *find(index) {
    for (const { task } of exitTasks(index))
      for (const dependant of index.dependantsOf(task))
        yield { path: dependant.taskPath, words: { task: task.taskName, dependant: dependant.taskName } };
  },
});

export const exitTaskOfLoop = defineFeature({
  name: "a task that runs whatever happened, after a loop or an importer",
  message: messages.exitTaskOfLoop,
  judgements: {
    kfp: error("it never runs", "argocompiler/dag.go: hooks are not attached to iterators and importers"),
    vertex: onVertex,
  },
  untargeted: "warning",
  *find(index) {
    for (const { task, upstream } of exitTasks(index))
      for (const other of upstream) {
        const what = isLoop(other) ? "a loop" : index.executorOf(other.target)?.importer === undefined ? undefined : "an importer";
        if (what !== undefined) yield { path: task.taskPath, words: { task: task.taskName, upstream: other.taskName, what } };
      }
  },
});

export const exitTasksOfOne = defineFeature({
  name: "several tasks that run whatever happened, after the same task",
  message: messages.exitTasksOfOne,
  judgements: {
    kfp: error("only the last of them by name runs", "argocompiler/dag.go: `taskToExitTemplate` holds one for each task"),
    vertex: onVertex,
  },
  untargeted: "warning",
  *find(index) {
    const firsts = new Map<string, TaskScope>();
    for (const { task, upstream } of exitTasks(index))
      for (const { taskPath, taskName } of upstream) {
        const first = firsts.get(taskPath.join("/"));
        if (first === undefined) firsts.set(taskPath.join("/"), task);
        else yield { path: task.taskPath, words: { task: task.taskName, other: first.taskName, upstream: taskName } };
      }
  },
});

export const exitTaskBelowRoot = defineFeature({
  name: "a task that runs whatever happened, inside of a group",
  message: messages.exitTaskBelowRoot,
  judgements: {
    kfp: warning("that it runs is unproven: the SDK forbids it", "argocompiler/dag.go attaches hooks in any DAG; read, not run"),
    vertex: onVertex,
  },
  untargeted: "silent",
  *find(index) {
    for (const { task } of exitTasks(index))
      if (task.name !== "root") yield { path: task.taskPath, words: { task: task.taskName, group: task.name } };
  },
});

const loopFails = warning("the loop is reported to fail", "kubeflow/pipelines#12390");

export const loopInExitHandler = defineFeature({
  name: "a loop inside of a body that is cleaned up after",
  message: messages.loopInExitHandler,
  judgements: { kfp: loopFails, vertex: loopFails },
  untargeted: "warning",
  *find(index) {
    for (const { task, upstream } of exitTasks(index))
      for (const body of upstream)
        for (const loop of isLoop(body) ? [] : loopsIn(index, body.targetName))
          yield { path: loop.taskPath, words: { task: loop.taskName, exit: task.taskName } };
  },
});

export const statusInLoop = defineFeature({
  name: "the final status of a task, read directly in the body of a loop",
  message: messages.statusInLoop,
  judgements: { kfp: error("it never runs", "driver/resolve.go looks the task up without the number of its iteration") },
  untargeted: "warning",
  *find(index) {
    for (const { name, task, taskName, taskPath } of index.tasks) {
      if (!index.callersOf(name).some(isLoop)) continue;
      for (const [input, { taskFinalStatus }] of Object.entries(task.inputs?.parameters ?? {}))
        if (taskFinalStatus !== undefined)
          yield {
            path: [...taskPath, "inputs", "parameters", input, "taskFinalStatus"],
            words: { task: taskName, upstream: taskFinalStatus.producerTask },
          };
    }
  },
});

export const statusOfCached = defineFeature({
  name: "the final status of a group whose tasks may all end without running",
  message: messages.statusOfCached,
  judgements: {
    kfp: warning(
      "where none of them runs, its state stays `RUNNING`, which is taken for a failure",
      "metadata/client.go: a DAG's state is set when a launcher of it ends; read, not run",
    ),
  },
  untargeted: "silent",
  *find(index) {
    for (const { name, task, taskName, taskPath } of index.tasks)
      for (const [input, { taskFinalStatus }] of Object.entries(task.inputs?.parameters ?? {})) {
        const upstream = taskFinalStatus && index.tasksIn(name).get(taskFinalStatus.producerTask);
        if (upstream?.target.dag !== undefined && mayRunNothing(index, upstream.target))
          yield {
            path: [...taskPath, "inputs", "parameters", input, "taskFinalStatus"],
            words: { task: taskName, upstream: upstream.taskName },
          };
      }
  },
});

const hookEnd = note("its own failure does not fail the run", "Argo's lifecycle hooks do not decide the phase of their workflow");

export const exitTaskFailure = defineFeature({
  name: "a clean-up whose failure should fail the run",
  message: messages.exitTaskFailure,
  judgements: { kfp: hookEnd },
  untargeted: "silent",
  *find(index) {
    for (const { task, upstream } of exitTasks(index)) {
      const [body] = upstream;
      const readsStatus = Object.values(task.task.inputs?.parameters ?? {}).some(({ taskFinalStatus }) => taskFinalStatus !== undefined);
      if (body !== undefined && (readsStatus || body.target.dag !== undefined))
        yield { path: task.taskPath, words: { task: task.taskName, upstream: body.taskName } };
    }
  },
});

/** A task that runs when its upstream tasks are over, whatever happened. */
interface ExitTask {
  readonly task: TaskScope;
  readonly upstream: readonly TaskScope[];
}

/** Those of `catch` blocks, which let the run go on, are judged by themselves. */
function exitTasks(index: DocumentIndex): ExitTask[] {
  const handled = new Set(handledTasks(index).map(({ taskPath }) => taskPath.join("/")));
  return index.tasks
    .filter(({ task }) => task.triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED")
    .map((task) => ({ task, upstream: index.upstreamOf(task) }))
    .filter(({ upstream }) => !upstream.some(({ taskPath }) => handled.has(taskPath.join("/"))));
}

/** The loops in a DAG and in the groups in it, but for those inside of loops. */
function loopsIn(index: DocumentIndex, component: string, seen = new Set<string>()): TaskScope[] {
  if (seen.has(component) || own(index.document.spec.components, component)?.dag === undefined) return [];
  seen.add(component);
  return [...index.tasksIn(component).values()].flatMap((task) => (isLoop(task) ? [task] : loopsIn(index, task.targetName, seen)));
}
