import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ExecutorOutput, PipelineContainerSpec, RuntimeArtifact } from "@typeline/ir";
import type { Clock } from "../clock.ts";
import type { Leaf } from "../engine/leaf.ts";
import { retryDelay } from "../engine/retries.ts";
import { TaskFailure } from "../engine/task-failure.ts";
import type { RunEvent } from "../events.ts";
import type { Attempt, Executor, Exit } from "../executors/executor.ts";
import { Guard } from "../executors/guard.ts";
import { ProcessExecutor } from "../executors/process/process.ts";
import { WorkerExecutor } from "../executors/worker/pool.ts";
import type { Setup, TaskResult } from "../local-run.ts";
import type { Mask } from "../logs/mask.ts";
import { TaskLog } from "../logs/task-log.ts";
import { placeInStack } from "../sources.ts";
import type { ArtifactStore } from "../store/artifacts.ts";
import { Cache, type CacheNote, keyOf } from "../store/cache.ts";
import type { JournalEntry } from "../store/journal.ts";
import { RemoteError } from "../store/remote/remote.ts";
import { NOTHING, type Values } from "../values.ts";
import { type BundleFile, bundleOf, SOURCE_MAP } from "./bundle.ts";
import { collectOutputs } from "./collect.ts";
import { filledText, filledWords, type Known } from "./command.ts";
import { Digests } from "./digests.ts";
import { baseEnvironment } from "./environment.ts";
import { executorInput } from "./executor-input.ts";
import { importedArtifact } from "./importer.ts";
import { ingredientsOf } from "./ingredients.ts";
import { refuseSecrets } from "./refuse-secrets.ts";

/** What a run gives its tasks. */
export interface Surroundings {
  readonly mask: Mask;
  readonly clock: Clock;
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal;
  component(leaf: Leaf): string;
  callSite(leaf: Leaf): string | null;
  emit(event: RunEvent): void;
  write(entry: JournalEntry): void;
}

/** Runs tasks: prepares what each is given, has an executor run it until it ends well or no attempt is left, takes what it gives. */
export class TaskRunner {
  /** Absolute path of the folder that all tasks share; undefined if the pipeline asks for none. */
  readonly workspace: string | undefined;
  readonly #setup: Setup;
  readonly #around: Surroundings;
  readonly #store: ArtifactStore;
  readonly #cache: Cache;
  readonly #digests = new Digests();
  readonly #guard: Guard;
  readonly #worker: WorkerExecutor;
  readonly #process: ProcessExecutor;
  readonly #bundles = new Map<string, BundleFile | undefined>();
  #count = 0;

  constructor(setup: Setup, around: Surroundings) {
    this.#setup = setup;
    this.#around = around;
    const { folder, document, cacheDirectory } = setup;
    this.#store = setup.store;
    this.#cache = new Cache(cacheDirectory);
    this.#guard = new Guard(folder.runId);
    this.#worker = new WorkerExecutor(this.#guard);
    this.#process = new ProcessExecutor(this.#guard, cacheDirectory);
    const workspace = document.platforms?.platforms.kubernetes?.pipelineConfig?.workspace;
    this.workspace = workspace && folder.folder("workspace");
  }

  async close(): Promise<void> {
    await Promise.all([this.#worker.close(), this.#process.close()]);
    this.#guard.close();
  }

  /** The key of the task's result. */
  keyOf(leaf: Leaf): string {
    return this.#note(leaf).key;
  }

  /** The task's result from the cache, if it is there and may be used. */
  cached(leaf: Leaf): TaskResult | undefined {
    if (leaf.executor.container === undefined) return undefined;
    const note = this.#note(leaf);
    if (!note.enabled) return undefined;
    const found = this.#cache.get(note.key, this.#store);
    if (found === undefined) return undefined;
    const { outputs, origin } = found;
    const startedAt = this.#around.clock.now();
    return { state: "cached", outputs, attempts: 0, startedAt, log: null, error: null, cache: { ...note, hit: origin }, milliseconds: 0 };
  }

  /** @throws RunnerError where the run cannot go on */
  async run(leaf: Leaf): Promise<TaskResult> {
    const begin = this.#around.clock.elapsed();
    const startedAt = this.#around.clock.now();
    const result = await (leaf.executor.container ? this.#runContainer(leaf, leaf.executor.container) : this.#runHere(leaf));
    const milliseconds = this.#around.clock.elapsed() - begin;
    return { outputs: NOTHING, log: null, error: null, ...result, startedAt, milliseconds };
  }

  async #runHere(leaf: Leaf): Promise<Partial<TaskResult> & Pick<TaskResult, "state" | "attempts">> {
    const { importer } = leaf.executor;
    this.#started(leaf, 1, "here");
    const cache = this.#note(leaf);
    try {
      if (importer === undefined) throw new TaskFailure("it has neither a container nor an importer, which this machine could run");
      const { output, artifact } = importedArtifact(importer, leaf);
      const here = await this.#setup.transport.bring(artifact, this.#around.signal);
      const outputs: Values = { parameters: new Map(), artifacts: new Map([[output, [here]]]) };
      return { state: "succeeded", attempts: 1, executor: "here", outputs, cache };
    } catch (error) {
      if (this.#around.signal.aborted) return { state: "cancelled", attempts: 1, executor: "here", cache };
      if (!(error instanceof TaskFailure) && !(error instanceof RemoteError)) throw error;
      return { state: "failed", attempts: 1, executor: "here", error: this.#around.mask(error.message), cache };
    }
  }

  async #runContainer(leaf: Leaf, container: PipelineContainerSpec): Promise<Partial<TaskResult> & Pick<TaskResult, "state" | "attempts">> {
    const cache = this.#note(leaf);
    let place: string | undefined;
    const log = new TaskLog(join(this.#setup.folder.path, "logs", `${leaf.path}.log`), this.#around.mask, {
      line: (stream, line) => {
        place ??= placeInStack(line);
        this.#around.emit({ type: "task-log", at: this.#around.clock.now(), path: leaf.path, stream, line });
      },
      progress: (done, note) =>
        this.#around.emit({
          type: "task-progress",
          at: this.#around.clock.now(),
          path: leaf.path,
          done,
          ...(note !== undefined && { note }),
        }),
    });
    try {
      for (let number = 1; ; number++) {
        place = undefined;
        const { exit, outputs, executor } = await this.#attempt(leaf, container, number, log);
        const common = { attempts: number, executor, cache, log: log.used ? log.path : null };
        if (this.#around.signal.aborted) return { ...common, state: "cancelled" };
        if (exit.ok) {
          if (isCached(leaf)) this.#remember(leaf, cache, outputs);
          return { ...common, state: "succeeded", outputs };
        }
        const error = this.#around.mask(exit.message);
        const delay = retryDelay(leaf.task.retryPolicy, number);
        if (delay === undefined) return { ...common, state: "failed", error, errorPlace: place };
        this.#around.write({ type: "task-retry", at: this.#around.clock.now(), path: leaf.path, attempt: number, delay, error });
        log.separate(`--- attempt ${number} failed: ${error}`);
        await setTimeout(delay * 1000, undefined, { signal: this.#around.signal }).catch(() => {});
        if (this.#around.signal.aborted) return { ...common, state: "cancelled" };
      }
    } finally {
      log.close();
    }
  }

  async #attempt(
    leaf: Leaf,
    container: PipelineContainerSpec,
    number: number,
    log: TaskLog,
  ): Promise<{ exit: Exit; outputs: Values; executor: string }> {
    const folder = join(this.#setup.folder.path, "tasks", `${++this.#count}-${leaf.name}`);
    mkdirSync(folder, { recursive: true });
    let executor: Executor | undefined;
    try {
      const inputs = await this.#brought(leaf.inputs);
      const attempt = this.#prepare({ ...leaf, inputs }, container, number, folder);
      executor = attempt.bundle ? this.#worker : this.#process;
      const refusal = await executor.refuses(attempt);
      this.#started(leaf, number, executor.name);
      if (refusal !== undefined) throw new TaskFailure(`\`${executor.name}\` cannot run it: ${refusal}`);
      const exit = await executor.run(attempt, {
        signal: this.#around.signal,
        output: (stream, bytes) => log.output(stream, bytes),
      });
      const outputs = exit.ok ? await this.#collect(leaf, attempt, exit.output) : NOTHING;
      if (exit.ok) rmSync(folder, { recursive: true, force: true });
      return { exit, outputs, executor: executor.name };
    } catch (error) {
      if (!(error instanceof TaskFailure) && !(error instanceof RemoteError) && !this.#around.signal.aborted) throw error;
      if (executor === undefined) this.#started(leaf, number, "here");
      return { exit: { ok: false, message: (error as Error).message }, outputs: NOTHING, executor: executor?.name ?? "here" };
    }
  }

  /** Artifacts that an earlier task left elsewhere, where we can get them from. @throws RemoteError */
  async #brought({ parameters, artifacts }: Values): Promise<Values> {
    const brought = new Map(artifacts);
    for (const [name, list] of artifacts)
      if (list.some(({ uri = "" }) => /^(?:https?|s3|minio):/i.test(uri)))
        brought.set(name, await Promise.all(list.map((one) => this.#setup.transport.bring(one, this.#around.signal))));
    return { parameters, artifacts: brought };
  }

  /** @throws TaskFailure, RemoteError */
  async #collect({ component, path }: Leaf, { input, folder }: Attempt, output: ExecutorOutput | undefined): Promise<Values> {
    const outputs = collectOutputs(component, input, output, folder, this.#store);
    refuseSecrets(outputs, this.#setup.options.secrets);
    const { root } = this.#setup.options;
    if (root === undefined) return outputs;
    const artifacts = new Map<string, readonly RuntimeArtifact[]>();
    for (const [name, list] of outputs.artifacts) {
      const uri = (index: number): string =>
        `${root.replace(/\/$/, "")}/${this.#setup.folder.runId}/${path}/${name}${list.length > 1 ? `-${index}` : ""}`;
      artifacts.set(name, await Promise.all(list.map((one, index) => this.#setup.transport.take(one, uri(index), this.#around.signal))));
    }
    return { parameters: outputs.parameters, artifacts };
  }

  /** @throws TaskFailure */
  #prepare(leaf: Leaf, container: PipelineContainerSpec, number: number, folder: string): Attempt {
    const input = executorInput(leaf.component, leaf.inputs, folder);
    for (const kind of ["parameters", "artifacts"] as const)
      if (Object.keys(input.outputs?.[kind] ?? {}).length > 0) mkdirSync(join(folder, kind));
    const known: Known = { input, facts: leaf.facts };
    const bundle = this.#bundle(leaf);
    const env = baseEnvironment({ runId: this.#setup.folder.runId, workspace: this.workspace }, { number, folder, path: leaf.path });
    for (const { name, value = "" } of container.env ?? []) if (!bundle || name !== SOURCE_MAP) env[name] = filledText(value, known);
    Object.assign(env, this.#setup.options.env);
    return {
      path: leaf.path,
      number,
      runId: this.#setup.folder.runId,
      container,
      bundle,
      image: filledText(container.image, known),
      limits: {},
      command: bundle
        ? filledWords(container.args ?? [], known)
        : filledWords([...(container.command ?? []), ...(container.args ?? [])], known),
      env,
      input,
      folder,
      reads: [],
      mounts: [],
      workspace: this.workspace,
      kubernetes: {},
    };
  }

  #started(leaf: Leaf, attempt: number, executor: Executor["name"] | "here"): void {
    const [component, source] = [this.#around.component(leaf), this.#around.callSite(leaf)];
    this.#around.write({ type: "task-started", at: this.#around.clock.now(), path: leaf.path, component, attempt, executor, source });
  }

  #bundle({ label, executor }: Leaf): BundleFile | undefined {
    if (this.#bundles.has(label)) return this.#bundles.get(label);
    const { document, folder } = this.#setup;
    const note = document.platforms?.platforms.typeline?.deploymentSpec?.executors?.[label];
    const bundle = executor.container && bundleOf(executor.container, note, join(folder.path, "bundles"));
    this.#bundles.set(label, bundle);
    return bundle;
  }

  #notes = new WeakMap<Leaf, CacheNote>();

  #note(leaf: Leaf): CacheNote {
    const before = this.#notes.get(leaf);
    if (before) return before;
    const ingredients = ingredientsOf(leaf, this.#bundle(leaf), this.#setup.options.env ?? {}, (artifact) => this.#contentOf(artifact));
    const custom = leaf.task.cachingOptions?.cacheKey;
    // A key of the author's own stands for all the rest, as with KFP.
    const key = keyOf(custom ? { component: leaf.componentKey, "cache key": custom } : ingredients);
    const note = { key, enabled: isCached(leaf) && this.#setup.options.cache !== false, hit: null, ingredients };
    this.#notes.set(leaf, note);
    return note;
  }

  #contentOf({ uri = "", customPath }: RuntimeArtifact): string {
    const path = customPath ?? (uri.startsWith("/") ? uri : undefined);
    if (path === undefined) return uri;
    return this.#store.digestOf(path) ?? this.#digests.of(path);
  }

  #remember(leaf: Leaf, { key }: CacheNote, outputs: Values): void {
    try {
      this.#cache.put(key, { runId: this.#setup.folder.runId, path: leaf.path }, outputs, this.#store);
    } catch (error) {
      this.#around.emit({ type: "note", at: this.#around.clock.now(), message: `results are not cached: ${(error as Error).message}` });
    }
  }
}

const isCached = ({ task }: Leaf): boolean => task.cachingOptions?.enableCache === true;
