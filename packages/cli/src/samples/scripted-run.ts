import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type PipelineDocument, writeDocument } from "@typeline/ir";
import type { CacheNote, RunEvent, RunInputs, RunOptions, RunRecord, TaskRecord } from "@typeline/runner";

/** What a scripted task does: its lines, then how it ends. */
export interface ScriptedTask extends Partial<TaskRecord> {
  readonly path: string;
  readonly lines?: readonly string[];
  readonly cache?: CacheNote;
}

/** A run as a test wants it. */
export interface Script {
  readonly runId?: string;
  readonly startedAt?: string;
  readonly tasks?: readonly ScriptedTask[];
  readonly outputs?: RunRecord["outputs"];
  /** The process is killed before the run ends. */
  readonly killed?: boolean;
  /** Goes on until it is cancelled. */
  readonly endless?: boolean;
}

/** What the command line gave to the runner. */
export interface Call {
  readonly document: PipelineDocument;
  readonly inputs: RunInputs;
  readonly options: RunOptions;
}

/** A `runDocument` that plays scripts, one for each call, and leaves folders as the real one does. */
export function scriptedRunner(...scripts: readonly Script[]) {
  const calls: Call[] = [];
  const runDocument = async (document: PipelineDocument, inputs: RunInputs, options: RunOptions): Promise<RunRecord> => {
    calls.push({ document, inputs, options });
    const script = scripts[Math.min(calls.length, scripts.length) - 1] ?? {};
    const { runId = options.resume ?? `hello-${calls.length}`, startedAt: at = "2026-11-26T17:15:00.000Z", tasks = [] } = script;
    const directory = join(options.runsDirectory!, runId);
    const journal: string[] = [];
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    };
    const emit = (event: RunEvent, more: object = {}) => {
      if (event.type !== "task-log") journal.push(JSON.stringify({ ...event, ...more }));
      write("journal.jsonl", `${journal.join("\n")}\n`);
      options.onEvent?.(event);
    };
    write("pipeline.yaml", writeDocument(document));
    const given = { ...inputs.parameters, ...inputs.artifacts } as RunRecord["inputs"];
    emit(
      { type: "run-started", at, runId, pipeline: document.spec.pipelineInfo.name, directory, resumed: options.resume !== undefined },
      { inputs: { parameters: inputs.parameters ?? {}, artifacts: inputs.artifacts ?? {} } },
    );
    const ended: TaskRecord[] = [];
    for (const { lines = [], cache, ...scripted } of tasks) {
      const task: TaskRecord = {
        component: scripted.path.split("/").at(-1)!,
        state: "succeeded",
        attempts: 1,
        startedAt: at,
        finishedAt: at,
        source: null,
        outputs: { parameters: {}, artifacts: {} },
        error: null,
        executor: "worker",
        ...scripted,
        log: lines.length === 0 ? null : join(directory, "logs", `${scripted.path}.log`),
      };
      const { path, component, source } = task;
      emit({ type: "task-started", at, path, component, attempt: 1, executor: "worker", source });
      if (lines.length > 0) write(`logs/${path}.log`, `${lines.join("\n")}\n`);
      for (const line of lines) emit({ type: "task-log", at, path, stream: "stdout", line });
      if (script.killed) continue;
      emit({ type: "task-ended", at, task, milliseconds: 100 }, { cache });
      ended.push(task);
    }
    if (script.killed) throw new Error("killed");
    if (script.endless) await new Promise<void>((resolve) => options.signal?.addEventListener("abort", () => resolve()));
    const failed = ended.find(({ state }) => state === "failed");
    const run: RunRecord = {
      runId,
      pipeline: document.spec.pipelineInfo.name,
      state: script.endless ? "cancelled" : failed ? "failed" : "succeeded",
      error: failed ? { task: failed.path, message: failed.error ?? "", source: failed.source } : null,
      startedAt: at,
      finishedAt: new Date(Date.parse(at) + 3200).toISOString(),
      directory,
      inputs: given,
      outputs: script.outputs ?? { parameters: {}, artifacts: {} },
      tasks: ended,
    };
    write("run.json", JSON.stringify(run));
    emit({ type: "run-ended", at, run, milliseconds: 3200 });
    return run;
  };
  return { runDocument, calls };
}
