import type { RunEvent, RunRecord, TaskState } from "@typeline/runner";
import { cleanLine } from "./text.ts";

/** A run as far as it has come: what its events add up to. Each event costs the depth of its path, whatever has happened before. */
export interface RunModel {
  runId: string;
  pipeline: string;
  directory: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  resumed: boolean;
  readonly notes: string[];
  readonly root: GroupNode;
  /** Tasks that have started and not ended, by path. */
  readonly active: Map<string, TaskNode>;
  ended: RunRecord | undefined;
}

export type Counts = { [state in TaskState | "running"]: number };
export type TreeNode = GroupNode | TaskNode;

/** A DAG, a loop, or an iteration of one. */
export interface GroupNode {
  readonly kind: "group";
  readonly name: string;
  /** By name; of groups with many, those that ended well are let go. */
  readonly children: Map<string, TreeNode>;
  /** Of the tasks in it, at any depth. */
  readonly counts: Counts;
  /** Of a loop: its iterations. */
  loop: { done: number; total: number | undefined } | undefined;
}

export interface TaskNode {
  readonly kind: "task";
  readonly name: string;
  readonly path: string;
  state: TaskState | "running";
  attempt: number;
  /** Milliseconds since 1970, of the first attempt. */
  startedAt: number;
  milliseconds: number | undefined;
  /** From 0 to 1. */
  done: number | undefined;
  note: string | undefined;
  /** When the next attempt starts, in milliseconds since 1970, and why. */
  retry: { at: number; error: string } | undefined;
  /** Why it failed or never started. */
  why: string | undefined;
  /** The last lines that it wrote, as they came. */
  last: readonly string[];
}

/** More children than this are not kept once they have ended well. */
const KEPT = 100;
const LAST_LINES = 2;

export function createModel(): RunModel {
  return {
    runId: "",
    pipeline: "",
    directory: "",
    startedAt: 0,
    resumed: false,
    notes: [],
    root: group(""),
    active: new Map(),
    ended: undefined,
  };
}

/** Takes an event into the model. */
export function apply(model: RunModel, event: RunEvent): void {
  switch (event.type) {
    case "run-started": {
      const { runId, pipeline, directory, resumed, at } = event;
      Object.assign(model, { runId, pipeline, directory, resumed, startedAt: Date.parse(at) });
      return;
    }
    case "note":
      model.notes.push(event.message);
      return;
    case "loop-progress":
      groupsTo(model, [...stepsOf(event.path), ""]).at(-1)!.loop = { done: event.done, total: event.total };
      return;
    case "task-started": {
      const task = model.active.get(event.path) ?? begin(model, event.path, Date.parse(event.at));
      Object.assign(task, { attempt: event.attempt, retry: undefined, done: undefined, note: undefined });
      return;
    }
    case "task-progress": {
      const task = model.active.get(event.path);
      if (task) Object.assign(task, { done: event.done, note: event.note });
      return;
    }
    case "task-log": {
      const task = model.active.get(event.path);
      if (task) task.last = [...task.last.slice(1 - LAST_LINES), event.line];
      return;
    }
    case "task-retry": {
      const task = model.active.get(event.path);
      if (task) task.retry = { at: Date.parse(event.at) + event.delay * 1000, error: event.error };
      return;
    }
    case "task-ended":
      end(model, event);
      return;
    case "run-ended":
      model.ended = event.run;
  }
}

function begin(model: RunModel, path: string, startedAt: number): TaskNode {
  const task = place(model, path, "running");
  task.startedAt = startedAt;
  model.active.set(path, task);
  return task;
}

function end(model: RunModel, { task: record, milliseconds }: Extract<RunEvent, { type: "task-ended" }>): void {
  const { path, state, error, reason } = record;
  const steps = stepsOf(path);
  const groups = groupsTo(model, steps);
  const running = model.active.get(path);
  if (running) {
    model.active.delete(path);
    for (const { counts } of groups) {
      counts.running -= 1;
      counts[state] += 1;
    }
  }
  const task = running ?? place(model, path, state);
  Object.assign(task, { state, milliseconds, retry: undefined, why: error ?? reason ?? undefined, last: [] });
  letGo(groups, steps);
}

/** A task's node, counted in all groups around it. */
function place(model: RunModel, path: string, state: TaskState | "running"): TaskNode {
  const steps = stepsOf(path);
  const groups = groupsTo(model, steps);
  for (const { counts } of groups) counts[state] += 1;
  const name = steps.at(-1)!;
  const task: TaskNode = {
    kind: "task",
    name,
    path,
    state,
    attempt: 1,
    startedAt: 0,
    milliseconds: undefined,
    done: undefined,
    note: undefined,
    retry: undefined,
    why: undefined,
    last: [],
  };
  groups.at(-1)!.children.set(name, task);
  return task;
}

/** From the innermost group outwards: what has ended well and stands among many is no longer needed; the counts remember it. */
function letGo(groups: readonly GroupNode[], steps: readonly string[]): void {
  for (let depth = groups.length - 1; depth >= 0; depth -= 1) {
    const { children } = groups[depth]!;
    const child = children.get(steps[depth]!);
    if (child === undefined || !hasEndedWell(child)) return;
    if (children.size > KEPT) children.delete(child.name);
  }
}

function hasEndedWell(node: TreeNode): boolean {
  if (node.kind === "task") return node.state === "succeeded" || node.state === "cached" || node.state === "skipped";
  const { running, failed, cancelled } = node.counts;
  return running === 0 && failed === 0 && cancelled === 0;
}

/** The groups around the last step, outermost first. */
function groupsTo(model: RunModel, steps: readonly string[]): GroupNode[] {
  const groups = [model.root];
  for (const step of steps.slice(0, -1)) {
    const around = groups.at(-1)!;
    const known = around.children.get(step);
    const next = known?.kind === "group" ? known : group(step);
    if (next !== known) around.children.set(step, next);
    if (step.startsWith("[")) around.loop ??= { done: 0, total: undefined };
    groups.push(next);
  }
  return groups;
}

function group(name: string): GroupNode {
  const counts = { running: 0, succeeded: 0, failed: 0, skipped: 0, cached: 0, cancelled: 0 };
  return { kind: "group", name, children: new Map(), counts, loop: undefined };
}

/** `for-loop-1[0]/fit` → `for-loop-1`, `[0]`, `fit`. */
function stepsOf(path: string): string[] {
  return path.split("/").flatMap((step) => {
    const bracket = step.indexOf("[");
    return bracket > 0 ? [step.slice(0, bracket), step.slice(bracket)] : [step];
  });
}

/** The last lines of a running task, fit for a terminal. */
export function lastLines({ last }: TaskNode): string[] {
  return last.map(cleanLine).filter((line) => line.trim() !== "");
}
