import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { PipelineDocument, RunFact } from "@typeline/ir";
import { Clock, timerOf } from "./clock.ts";
import { Engine, type Outcome } from "./engine/engine.ts";
import type { Leaf, Place } from "./engine/leaf.ts";
import type { RunEvent } from "./events.ts";
import { maskOf } from "./logs/mask.ts";
import type { RunOptions } from "./options.ts";
import type { OutputsRecord, RunRecord, RunState, TaskRecord, TaskState } from "./record.ts";
import { hiddenSecrets } from "./settings/hidden.ts";
import { runSettings } from "./settings/run.ts";
import { callSites, componentNames } from "./sources.ts";
import type { ArtifactStore } from "./store/artifacts.ts";
import type { Transport } from "./store/bring.ts";
import type { CacheNote } from "./store/cache.ts";
import type { JournalEntry, RunStart, TaskEnd } from "./store/journal.ts";
import type { RunFolder } from "./store/run-folder.ts";
import { NO_OUTPUTS, outputsRecord } from "./task/record-outputs.ts";
import { TaskRunner } from "./task/task-runner.ts";
import { NOTHING, type Values } from "./values.ts";

/** What {@link LocalRun} starts from. */
export interface Setup {
  readonly document: PipelineDocument;
  readonly folder: RunFolder;
  readonly start: RunStart;
  readonly inputs: Values;
  readonly options: RunOptions;
  readonly cacheDirectory: string;
  readonly store: ArtifactStore;
  readonly transport: Transport;
}

/** How a task ended, with what it takes to tell it. */
export interface TaskResult {
  readonly state: TaskState;
  readonly outputs: Values;
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly log: string | null;
  readonly error: string | null;
  /** `file:line:col` of the error in TypeScript. */
  readonly errorPlace?: string | undefined;
  readonly executor?: string | undefined;
  readonly cache?: CacheNote | undefined;
  readonly milliseconds: number;
}

/** One run, from start to end: asks the engine what is ready, runs it, tells the engine and everyone else how it went. */
export class LocalRun {
  readonly #setup: Setup;
  readonly #clock: Clock;
  readonly #engine: Engine;
  readonly #runner: TaskRunner;
  readonly #componentName: (key: string) => string;
  readonly #callSite: (place: Place) => string | null;
  readonly #tasks: TaskRecord[] = [];
  /** Ends of tasks by path, of an earlier process of this run. */
  readonly #before = new Map<string, Extract<JournalEntry, { type: "task-ended" }>>();
  readonly #told = new Set<string>();
  readonly #errorPlaces = new Map<string, string>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  readonly #startedAt: string;
  #trouble: unknown;
  #tooLate: string | undefined;
  #wake: () => void = () => {};

  constructor(setup: Setup) {
    this.#setup = setup;
    const { document, folder, options, inputs, start } = setup;
    this.#clock = new Clock(folder.before.at(-1)?.at);
    this.#componentName = componentNames(document);
    this.#callSite = callSites(document);
    this.#startedAt = folder.before[0]?.at ?? this.#clock.now();
    for (const entry of folder.before)
      if (entry.type === "task-ended" && (entry.task.state === "succeeded" || entry.task.state === "cached"))
        this.#before.set(entry.task.path, entry);
    this.#write({
      type: "run-started",
      at: this.#clock.now(),
      runId: folder.runId,
      pipeline: document.spec.pipelineInfo?.name ?? "pipeline",
      directory: folder.path,
      resumed: folder.before.length > 0,
      ...start,
    });
    const hidden = hiddenSecrets(document, options.secrets);
    const mask = maskOf(hidden.values());
    this.#runner = new TaskRunner(setup, {
      mask,
      hidden,
      ignored: (what) => this.#ignored(what),
      clock: this.#clock,
      signal: this.#stop.signal,
      component: (leaf) => this.#componentName(leaf.componentKey),
      callSite: this.#callSite,
      emit: (event) => this.#emit(event),
      write: (entry) => this.#write(entry),
    });
    this.#engine = new Engine({
      document,
      inputs,
      facts: (name, place) => this.#fact(name, place),
      skipped: (place, reason) => this.#ended(place, { ...NEVER, state: "skipped" }, reason),
      looped: (path, done, total) => this.#emit({ type: "loop-progress", at: this.#clock.now(), path, done, total }),
      failed: (place, message) => this.#ended(place, { ...NEVER, state: "failed", error: mask(message) }),
    });
  }

  /** @throws RunnerError where the run cannot go on */
  async go(): Promise<RunRecord> {
    const { signal } = this.#setup.options;
    const cancel = (): void => this.#stop.abort(new Error("the run was cancelled"));
    if (signal?.aborted) cancel();
    else signal?.addEventListener("abort", cancel);
    const settings = runSettings(this.#setup.document.platforms?.platforms.kubernetes?.pipelineConfig);
    for (const what of settings.ignored) this.#ignored(what);
    const late = settings.timeout === undefined ? undefined : setTimeout(() => this.#late(settings.timeout), timerOf(settings.timeout));
    try {
      while (this.#engine.result === undefined && !this.#stop.signal.aborted) {
        this.#startReady();
        if (this.#running.size === 0) break;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      await Promise.all(this.#running);
      if (this.#trouble !== undefined) throw this.#trouble;
      return this.#finish();
    } finally {
      clearTimeout(late);
      signal?.removeEventListener("abort", cancel);
      this.#stop.abort();
      await Promise.all(this.#running);
      await this.#runner.close();
    }
  }

  #late(seconds: number | undefined): void {
    this.#tooLate = `the run took longer than ${seconds} s`;
    this.#stop.abort(new Error(this.#tooLate));
    this.#wake();
  }

  #startReady(): void {
    const most = this.#setup.options.concurrency ?? availableParallelism();
    while (this.#running.size < most && !this.#stop.signal.aborted) {
      const leaf = this.#engine.next();
      if (leaf === undefined) return;
      const known = this.#reused(leaf);
      if (known) {
        this.#engine.ended(leaf, known);
        continue;
      }
      const running: Promise<void> = this.#run(leaf).finally(() => {
        this.#running.delete(running);
        this.#wake();
      });
      this.#running.add(running);
    }
  }

  async #run(leaf: Leaf): Promise<void> {
    try {
      const result = await this.#runner.run(leaf);
      this.#ended(leaf, result);
      if (result.state !== "cancelled") this.#engine.ended(leaf, outcomeOf(result));
    } catch (error) {
      this.#trouble ??= error;
      this.#stop.abort(new Error("the run cannot go on"));
    }
  }

  /** What the task gave before the run was interrupted, if it would run as it did then; else from the cache. */
  #reused(leaf: Leaf): Outcome | undefined {
    const entry = this.#before.get(leaf.path);
    if (entry?.cache !== undefined && entry.cache.key === this.#runner.keyOf(leaf) && this.#isWhole(entry.artifacts)) {
      this.#tasks.push(entry.task);
      this.#emit({ type: "task-ended", at: this.#clock.now(), task: entry.task, milliseconds: 0 });
      const { parameters } = entry.task.outputs;
      return { outputs: { parameters: new Map(Object.entries(parameters)), artifacts: new Map(Object.entries(entry.artifacts ?? {})) } };
    }
    const cached = this.#runner.cached(leaf);
    if (cached === undefined) return undefined;
    this.#ended(leaf, cached);
    return { outputs: cached.outputs };
  }

  /** Whether artifacts that were stored before are still what they were. */
  #isWhole(artifacts: TaskEnd["artifacts"] = {}): boolean {
    return Object.values(artifacts)
      .flat()
      .every(({ customPath, uri = "" }) => this.#setup.store.isWhole(customPath ?? uri));
  }

  #ended(place: Place, result: TaskResult, reason?: string): void {
    const { state, outputs, attempts, startedAt, log, error, executor, cache, milliseconds } = result;
    const component = this.#setup.document.spec.components?.[place.componentKey];
    const at = this.#clock.now();
    const task: TaskRecord = {
      path: place.path,
      component: this.#componentName(place.componentKey),
      state,
      attempts,
      startedAt,
      finishedAt: startedAt === null ? null : at,
      source: this.#callSite(place),
      outputs:
        outputs === NOTHING
          ? NO_OUTPUTS
          : outputsRecord(outputs, (name) => component?.outputDefinitions?.artifacts?.[name]?.isArtifactList === true),
      log,
      error,
      ...(reason !== undefined && { reason }),
      ...(executor !== undefined && { executor }),
    };
    if (result.errorPlace !== undefined) this.#errorPlaces.set(place.path, result.errorPlace);
    const event = { type: "task-ended", at, task, milliseconds: Math.round(milliseconds) } as const;
    const { artifacts } = outputs;
    this.#setup.folder.journal.append({
      ...event,
      ...(artifacts.size > 0 && { artifacts: Object.fromEntries(artifacts) }),
      ...(cache && { cache }),
    });
    this.#tasks.push(task);
    this.#emit(event);
  }

  #finish(): RunRecord {
    const { folder, document, start } = this.#setup;
    const ended = this.#engine.result;
    const cancelled = this.#setup.options.signal?.aborted && this.#tooLate === undefined;
    const state: RunState = cancelled ? "cancelled" : ended?.state === "SUCCEEDED" ? "succeeded" : "failed";
    const failure = ended?.failure ?? (this.#tooLate === undefined ? undefined : { path: "", message: this.#tooLate });
    if (state === "failed" && failure === undefined) throw new Error("the run ended while tasks were left");
    const outputs: OutputsRecord =
      state === "succeeded" && ended
        ? outputsRecord(ended.outputs, (name) => document.spec.root.outputDefinitions?.artifacts?.[name]?.isArtifactList === true)
        : NO_OUTPUTS;
    const task = failure && this.#tasks.findLast(({ path }) => path === failure.path);
    const run: RunRecord = {
      runId: folder.runId,
      pipeline: document.spec.pipelineInfo?.name ?? "pipeline",
      state,
      error:
        state === "failed" && failure
          ? {
              task: failure.path === "" ? null : failure.path,
              message: failure.message,
              source: this.#errorPlaces.get(failure.path) ?? task?.source ?? null,
            }
          : null,
      startedAt: this.#startedAt,
      finishedAt: this.#clock.now(),
      directory: folder.path,
      inputs: { ...Object.fromEntries(this.#setup.inputs.parameters), ...(start.inputs.artifacts as RunRecord["inputs"]) },
      outputs,
      tasks: this.#tasks,
    };
    this.#setup.folder.write("run.json", `${JSON.stringify(run, null, 2)}\n`);
    if (state === "succeeded") rmSync(join(folder.path, "tasks"), { recursive: true, force: true });
    this.#write(
      { type: "run-ended", at: run.finishedAt, run: { ...run, tasks: [] }, milliseconds: Math.round(this.#clock.elapsed()) },
      run,
    );
    return run;
  }

  #fact(name: RunFact, place: Place | undefined): string | undefined {
    const { folder, start } = this.#setup;
    switch (name) {
      case "pipeline_job_name":
      case "pipeline_job_resource_name":
      case "pipeline_job_uuid":
        return folder.runId;
      case "pipeline_job_create_time_utc":
        return start.createdAt;
      case "pipeline_job_schedule_time_utc":
        return start.scheduledAt;
      case "pipeline_root":
        return join(folder.path, "artifacts");
      case "pipeline_task_name":
        return place?.name;
      case "pipeline_task_uuid":
        return place?.path;
      case "workspace_path":
        return this.#runner.workspace;
    }
  }

  #write(entry: JournalEntry, run?: RunRecord): void {
    this.#setup.folder.journal.append(entry);
    this.#emit(entry.type === "run-ended" && run ? { ...entry, run } : entry);
  }

  /** Tells once what is not honoured here. */
  #ignored(what: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    this.#write({ type: "note", at: this.#clock.now(), message: `Not honoured on this machine: ${what}.` });
  }

  #emit(event: RunEvent): void {
    this.#setup.options.onEvent?.(event);
  }
}

const NEVER: Omit<TaskResult, "state"> = {
  outputs: NOTHING,
  attempts: 0,
  startedAt: null,
  log: null,
  error: null,
  milliseconds: 0,
};

const outcomeOf = ({ state, outputs, error }: TaskResult): Outcome => (state === "failed" ? { error: error ?? "it failed" } : { outputs });
