import type { Int } from "@typeline/dsl";
import { openArtifact } from "@typeline/dsl/internal";
import type { ArtifactRecord, OutputsRecord, RunRecord, TaskRecord as StoredTask, TaskState } from "@typeline/runner";

/** A task of a finished run. */
export interface TaskRecord {
  /** As in a run's JSON: `for-loop-1[0]/fit`. */
  readonly path: string;
  /** Kebab-case name. */
  readonly component: string;
  readonly state: TaskState;
  readonly attempts: Int;
  /** Parameters as values, artifacts open for reading. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error?: string | undefined;
  /** Where the call stands: `pipeline.ts:12:9`. */
  readonly source: string;
}

export interface RunResult<O> {
  readonly runId: string;
  /** Parameters as values, artifacts open for reading. */
  readonly outputs: O;
  /** In the order in which they ended. */
  readonly tasks: readonly TaskRecord[];
}

/** What `run` rejects with. `message` is that of the task that failed, with its place in the TypeScript. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly runId: string;
  readonly state: "failed" | "cancelled";
  readonly tasks: readonly TaskRecord[];

  constructor({ runId, state, error, tasks }: RunRecord) {
    super(error === null ? `the run ${runId} was cancelled` : explained(error));
    this.runId = runId;
    this.state = state === "cancelled" ? "cancelled" : "failed";
    this.tasks = tasks.map(taskRecord);
  }
}

function explained({ task, message, source }: NonNullable<RunRecord["error"]>): string {
  return `${task === null ? "" : `${task}: `}${message}${source === null ? "" : ` (${source})`}`;
}

/** @throws RunError of a run that did not succeed */
export function runResult<O>(record: RunRecord): RunResult<O> {
  if (record.state !== "succeeded") throw new RunError(record);
  const outputs = opened(record.outputs);
  const names = Object.keys(outputs);
  const bare = names.length === 1 && names[0] === "Output";
  return {
    runId: record.runId,
    outputs: (names.length === 0 ? undefined : bare ? outputs["Output"] : outputs) as O,
    tasks: record.tasks.map(taskRecord),
  };
}

function taskRecord({ path, component, state, attempts, outputs, error, source }: StoredTask): TaskRecord {
  return {
    path,
    component,
    state,
    attempts: attempts as Int,
    outputs: opened(outputs),
    ...(error !== null && { error }),
    source: source ?? "",
  };
}

function opened({ parameters, artifacts }: OutputsRecord): Record<string, unknown> {
  const open = (name: string, { schemaTitle, uri, path, metadata }: ArtifactRecord) =>
    openArtifact({ name, uri, path, metadata: metadata as never, schemaTitle });
  return {
    ...parameters,
    ...Object.fromEntries(
      Object.entries(artifacts).map(([name, given]) => [
        name,
        Array.isArray(given) ? given.map((one: ArtifactRecord) => open(name, one)) : open(name, given as ArtifactRecord),
      ]),
    ),
  };
}
