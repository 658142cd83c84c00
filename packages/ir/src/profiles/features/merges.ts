import { messages } from "@typeline/diagnostics";
import { own, type Path } from "../../finding.ts";
import type { Scope, TaskScope } from "../../graph/context.ts";
import { type OutputKind, outputsOf, selectorsOf } from "../dag-outputs.ts";
import { conditionOf, type DocumentIndex } from "../document-index.ts";
import { defineFeature, error, warning } from "../feature.ts";
import { relate } from "./exclusive.ts";
import { mayRunNothing } from "./may-run-nothing.ts";

export const cachedArm = defineFeature({
  name: "a choice among outputs of groups whose tasks may all end without running",
  message: messages.cachedArm,
  judgements: {
    kfp: warning(
      "where none of them runs, the choice may find nothing",
      "driver/resolve.go: `GetProducerTask` takes an arm that is `COMPLETE` or `CACHED`; read, not run",
    ),
  },
  untargeted: "silent",
  *find(index) {
    const arms = new Map(mergesOf(index).flatMap(({ arms }) => arms.map(({ task }) => [task.taskPath.join("/"), task] as const)));
    for (const task of arms.values())
      if (task.target.dag !== undefined && mayRunNothing(index, task.target))
        yield { path: task.taskPath, words: { arm: task.taskName, group: task.name } };
  },
});

const notExclusive = error("a DAG fails where several of the values exist", "pipeline_spec.proto: `ParameterSelectorsSpec`");

export const overlappingArms = defineFeature({
  name: "a choice among outputs of tasks that can both run",
  message: messages.overlappingArms,
  judgements: { kfp: notExclusive, vertex: notExclusive, argo: notExclusive, local: notExclusive },
  untargeted: "warning",
  *find(index) {
    for (const { path, output, arms } of mergesOf(index)) {
      const overlap = firstPair(arms, (first, second) => overlaps(index, first, second));
      if (overlap !== undefined) yield { path, words: { output, first: overlap[0].task.taskName, second: overlap[1].task.taskName } };
    }
  },
});

/** An output that has one of several sources. */
interface Merge {
  readonly path: Path;
  readonly output: string;
  readonly arms: readonly Arm[];
}

interface Arm {
  readonly task: TaskScope;
  readonly kind: OutputKind;
  readonly key: string;
}

function mergesOf(index: DocumentIndex): Merge[] {
  return index.scopes.flatMap((scope) =>
    outputsOf(scope.component).flatMap(({ kind, output }) => {
      const arms = selectorsOf(scope.component, kind, output).flatMap(({ task, key }) => {
        const found = index.tasksIn(scope.name).get(task);
        return found === undefined ? [] : [{ task: found, kind, key }];
      });
      const path = [...scope.path, "dag", "outputs", kind, output];
      return arms.length < 2 || isList(scope, kind, output) ? [] : [{ path, output, arms }];
    }),
  );
}

/** By the proto, several artifact selectors of a list are its items. */
function isList({ component }: Scope, kind: OutputKind, output: string): boolean {
  return kind === "artifacts" && own(component.outputDefinitions?.artifacts, output)?.isArtifactList === true;
}

function firstPair<T>(all: readonly T[], is: (first: T, second: T) => boolean): readonly [T, T] | undefined {
  for (const [index, second] of all.entries()) for (const first of all.slice(0, index)) if (is(first, second)) return [first, second];
  return undefined;
}

function overlaps(index: DocumentIndex, first: Arm, second: Arm): boolean {
  if (catches(index, first.task, second.task) || catches(index, second.task, first.task)) return false;
  if (isConditionalInside(index, first) || isConditionalInside(index, second)) return false;
  return relate(conditionOf(first.task), conditionOf(second.task)) === "overlapping";
}

/** Whether the second task runs when the first is over, whatever happened: it may be what runs where the first fails. */
function catches(index: DocumentIndex, first: TaskScope, second: TaskScope): boolean {
  const waits = index.upstreamOf(second).some(({ taskName }) => taskName === first.taskName);
  return waits && second.task.triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED";
}

/** Whether the arm's own DAG gives the value under a condition only, of which its task knows nothing. */
function isConditionalInside(index: DocumentIndex, { task, kind, key }: Arm, seen = new Set<string>()): boolean {
  const step = `${task.targetName} ${key}`;
  if (task.target.dag === undefined || seen.has(step)) return false;
  seen.add(step);
  return selectorsOf(task.target, kind, key).some((selector) => {
    const inner = index.tasksIn(task.targetName).get(selector.task);
    if (inner === undefined) return false;
    return conditionOf(inner) !== undefined || isConditionalInside(index, { task: inner, kind, key: selector.key }, seen);
  });
}
