import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ExecutorOutput, JsonValue, PipelineContainerSpec, RuntimeArtifact } from "@typeline/ir";
import { type Clock, timerOf } from "../clock.ts";
import type { Leaf } from "../engine/leaf.ts";
import { retryDelay } from "../engine/retries.ts";
import { TaskFailure } from "../engine/task-failure.ts";
import type { RunEvent } from "../events.ts";
import { killByVariable } from "../executors/escaped.ts";
import type { Attempt, ExecutorName, Exit } from "../executors/executor.ts";
import { Executors } from "../executors/executors.ts";
import { Guard } from "../executors/guard.ts";
import { builtin } from "../executors/here/builtins.ts";
import { claimOperation } from "../executors/here/claims.ts";
import type { Setup, TaskResult } from "../local-run.ts";
import type { Mask } from "../logs/mask.ts";
import { TaskLog } from "../logs/task-log.ts";
import type { StandIn } from "../options.ts";
import { placeInStack } from "../sources.ts";
import { Cache, type CacheNote, keyOf } from "../store/cache.ts";
import type { JournalEntry } from "../store/journal.ts";
import { RemoteError } from "../store/remote/remote.ts";
import { stampOfTree } from "../store/stamps.ts";
import { NOTHING, type Values } from "../values.ts";
import { type BundleFile, bundleOf } from "./bundle.ts";
import { collectOutputs } from "./collect.ts";
import { Digests } from "./digests.ts";
import { Folders } from "./folders.ts";
import { importedArtifact } from "./importer.ts";
import { ingredientsOf } from "./ingredients.ts";
import { type Prepared, prepare, type RunFacts } from "./prepare.ts";
import { refuseSecrets } from "./refuse-secrets.ts";

/** What a run gives its tasks. */
export interface Surroundings {
  readonly mask: Mask;
  /** By `name/key`: those that are hidden. */
  readonly hidden: ReadonlyMap<string, string>;
  readonly clock: Clock;
  /** Aborts when the run is cancelled. */
  readonly signal: AbortSignal;
  component(leaf: Leaf): string;
  callSite(leaf: Leaf): string | null;
  emit(event: RunEvent): void;
  write(entry: JournalEntry): void;
  /** Something that the run does not honour; told once. */
  ignored(what: string): void;
}

/** How a task or an attempt ended, but for when. */
type Result = Partial<TaskResult> & Pick<TaskResult, "state" | "attempts">;

/** Runs tasks: prepares what each is given, has an executor run it until it ends well or no attempt is left, takes what it gives. */
export class TaskRunner {
  /** Absolute path of the folder that all tasks share; undefined if the pipeline asks for none. */
  readonly workspace: string | undefined;
  readonly #setup: Setup;
  readonly #around: Surroundings;
  readonly #facts: RunFacts;
  readonly #cache: Cache;
  readonly #digests = new Digests();
  readonly #guard: Guard;
  readonly #executors: Executors;
  readonly #folders: Folders;
  readonly #bundles = new Map<string, BundleFile | undefined>();
  readonly #notes = new WeakMap<Leaf, CacheNote>();

  constructor(setup: Setup, around: Surroundings) {
    this.#setup = setup;
    this.#around = around;
    const { folder, document, cacheDirectory, options } = setup;
    this.#cache = new Cache(cacheDirectory);
    this.#guard = new Guard(folder.runId);
    this.#folders = new Folders(join(folder.path, "tasks"));
    this.#executors = new Executors(this.#guard, cacheDirectory);
    const { workspace } = document.platforms?.platforms.kubernetes?.pipelineConfig ?? {};
    this.workspace = workspace && folder.folder("workspace");
    this.#facts = {
      document,
      runId: folder.runId,
      directory: folder.path,
      workspace: this.workspace,
      secrets: options.secrets ?? new Map(),
      secretsFile: options.secretsFile,
      env: options.env ?? {},
    };
  }

  async close(): Promise<void> {
    await this.#executors.close();
    // What a task has started in a session of its own, and left.
    killByVariable("TYPELINE_RUN", this.#setup.folder.runId);
    this.#guard.close();
  }

  /** The key of the task's result. */
  keyOf(leaf: Leaf): string {
    return this.#note(leaf).key;
  }

  /** The task's result from the cache, if it is there and may be used as it is. */
  cached(leaf: Leaf): TaskResult | undefined {
    const found = this.#found(leaf);
    return found && this.#isBelowRoot(found.outputs) ? found : undefined;
  }

  #found(leaf: Leaf): TaskResult | undefined {
    if (leaf.executor.container === undefined) return undefined;
    const note = this.#note(leaf);
    if (!note.enabled) return undefined;
    const found = this.#cache.get(note.key, this.#setup.store);
    if (found === undefined) return undefined;
    const { outputs, origin } = found;
    const startedAt = this.#around.clock.now();
    return { state: "cached", outputs, attempts: 0, startedAt, log: null, error: null, cache: { ...note, hit: origin }, milliseconds: 0 };
  }

  /** @throws RunnerError where the run cannot go on */
  async run(leaf: Leaf): Promise<TaskResult> {
    const begin = this.#around.clock.elapsed();
    const startedAt = this.#around.clock.now();
    const found = this.#setup.options.root === undefined ? undefined : this.#found(leaf);
    if (found) return await this.#foundElsewhere(leaf, found, startedAt);
    const { container } = leaf.executor;
    const isProgram = container && this.#builtin(leaf) === undefined && claimOperation(container.image) === undefined;
    const result = await (isProgram ? this.#runContainer(leaf, container) : this.#runHere(leaf));
    const milliseconds = this.#around.clock.elapsed() - begin;
    return { outputs: NOTHING, log: null, error: null, cache: this.#note(leaf), ...result, startedAt, milliseconds };
  }

  /** A result of the cache whose artifacts are not where this run's root is: they are taken there. */
  async #foundElsewhere(leaf: Leaf, found: TaskResult, startedAt: string): Promise<TaskResult> {
    try {
      return { ...found, outputs: await this.#toRoot(leaf, found.outputs) };
    } catch (error) {
      if (this.#around.signal.aborted) return { ...found, outputs: NOTHING, state: "cancelled" };
      if (!(error instanceof RemoteError)) throw error;
      return { ...found, outputs: NOTHING, state: "failed", attempts: 1, startedAt, error: this.#around.mask(error.message) };
    }
  }

  /** What needs no program. */
  async #runHere(leaf: Leaf): Promise<Result> {
    this.#started(leaf, 1, "here");
    const common = { attempts: 1, executor: "here" };
    try {
      return { ...common, state: "succeeded", outputs: await this.#outputsHere(leaf) };
    } catch (error) {
      if (this.#around.signal.aborted) return { ...common, state: "cancelled" };
      if (!isFailure(error)) throw error;
      return { ...common, state: "failed", error: this.#around.mask(error.message) };
    }
  }

  /** @throws TaskFailure, RemoteError */
  async #outputsHere(leaf: Leaf): Promise<Values> {
    const ours = this.#builtin(leaf);
    if (ours) return ours(leaf);
    const { importer, container } = leaf.executor;
    const claim = container && claimOperation(container.image);
    if (claim) {
      const result = claim({ path: leaf.path, parameters: leaf.inputs.parameters, volumesFolder: this.#setup.folder.folder("volumes") });
      if ("error" in result) throw new TaskFailure(result.error);
      return { parameters: new Map<string, JsonValue>(Object.entries(result.outputs)), artifacts: new Map() };
    }
    if (importer === undefined) throw new TaskFailure("it has neither a container nor an importer, which this machine could run");
    const { output, artifact } = importedArtifact(importer, leaf);
    const here = await this.#imported(artifact);
    return { parameters: new Map(), artifacts: new Map([[output, [here]]]) };
  }

  /** What nobody here can fetch stays where it is: a task may do with its URI alone. */
  async #imported(artifact: RuntimeArtifact): Promise<RuntimeArtifact> {
    const obstacle = this.#setup.transport.obstacle(artifact.uri ?? "");
    if (obstacle === undefined) return await this.#setup.transport.bring(artifact, this.#around.signal);
    this.#around.ignored(`an imported artifact's content: ${obstacle}`);
    return artifact;
  }

  async #runContainer(leaf: Leaf, container: PipelineContainerSpec): Promise<Result> {
    const { mask, clock, signal, emit, write } = this.#around;
    const { path } = leaf;
    let place: string | undefined;
    const log = new TaskLog(join(this.#setup.folder.path, "logs", `${path}.log`), mask, {
      line: (stream, line) => {
        place ??= placeInStack(line);
        emit({ type: "task-log", at: clock.now(), path, stream, line });
      },
      progress: (done, note) => emit({ type: "task-progress", at: clock.now(), path, done, ...(note !== undefined && { note }) }),
    });
    try {
      for (let number = 1; ; number++) {
        place = undefined;
        const { exit, outputs, executor } = await this.#attempt(leaf, container, number, log);
        const common = { attempts: number, executor };
        if (signal.aborted) return { ...common, state: "cancelled", log: log.path };
        if (exit.ok) {
          this.#remember(leaf, outputs);
          return { ...common, state: "succeeded", outputs, log: log.used ? log.path : null };
        }
        const error = mask(exit.message);
        const delay = retryDelay(leaf.task.retryPolicy, number);
        if (delay === undefined) return { ...common, state: "failed", error, errorPlace: place, log: log.used ? log.path : null };
        write({ type: "task-retry", at: clock.now(), path, attempt: number, delay, error });
        log.separate(`--- attempt ${number} failed: ${error}`);
        await setTimeout(timerOf(delay), undefined, { signal }).catch(() => {});
        if (signal.aborted) return { ...common, state: "cancelled", log: log.path };
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
  ): Promise<{ exit: Exit; outputs: Values; executor: ExecutorName }> {
    const folder = this.#folders.take();
    let executor: ExecutorName = "here";
    try {
      const inputs = await this.#brought(leaf.inputs);
      const prepared = prepare(this.#facts, { ...leaf, inputs }, container, this.#bundle(leaf), number, folder);
      const standIn = this.#setup.options.standIns?.get(leaf.componentKey);
      if (standIn) {
        this.#started(leaf, number, "here");
        return { ...(await this.#standIn(standIn, leaf, prepared)), executor };
      }
      const chosen = await this.#executors.choose(prepared.attempt, this.#setup.options.executor ?? "auto");
      if ("error" in chosen) throw new TaskFailure(chosen.error);
      for (const one of [...prepared.ignored, ...chosen.ignored]) this.#around.ignored(one);
      executor = chosen.executor;
      this.#started(leaf, number, executor);
      const exit = await this.#unchanged(chosen.attempt, () =>
        this.#execute(chosen.executor, { ...prepared, attempt: chosen.attempt }, log),
      );
      const outputs = exit.ok ? await this.#collect(leaf, chosen.attempt, exit.output) : NOTHING;
      if (exit.ok) this.#folders.give(folder);
      return { exit, outputs, executor };
    } catch (error) {
      if (!isFailure(error) && !this.#around.signal.aborted) throw error;
      if (executor === "here" && !this.#isReplaced(leaf)) this.#started(leaf, number, executor);
      return { exit: { ok: false, message: (error as Error).message }, outputs: NOTHING, executor };
    }
  }

  /** Runs an attempt, which fails if artifacts that it reads are not as they were: later tasks read them too, and the cache knows them by content. */
  async #unchanged({ reads }: Attempt, run: () => Promise<Exit>): Promise<Exit> {
    const { store } = this.#setup;
    const before = reads.filter((path) => store.digestOf(path) !== undefined).map((path) => [path, stampOfTree(path)] as const);
    const exit = await run();
    const changed = before.filter(([path, stamp]) => stampOfTree(path) !== stamp);
    for (const [path] of changed) store.distrust(path);
    const [first] = changed;
    if (first === undefined) return exit;
    return {
      ok: false,
      message: `it changed an artifact that it was given, ${basename(first[0])}: what a task changes it gives as an output`,
    };
  }

  async #standIn(standIn: StandIn, leaf: Leaf, { attempt, timeout }: Prepared): Promise<{ exit: Exit; outputs: Values }> {
    const signal =
      timeout === undefined ? this.#around.signal : AbortSignal.any([this.#around.signal, AbortSignal.timeout(timeout * 1000)]);
    try {
      const output = await standIn(attempt, signal);
      const outputs = await this.#collect(leaf, attempt, output);
      this.#folders.give(attempt.folder);
      return { exit: { ok: true }, outputs };
    } catch (error) {
      return { exit: { ok: false, message: error instanceof Error ? error.message : String(error) }, outputs: NOTHING };
    }
  }

  #isReplaced({ componentKey }: Leaf): boolean {
    return this.#setup.options.standIns?.has(componentKey) === true;
  }

  async #execute(executor: Exclude<ExecutorName, "here">, { attempt, timeout }: Prepared, log: TaskLog): Promise<Exit> {
    if (executor !== "worker") makeFolders(attempt);
    const limit = new AbortController();
    const late = `it took longer than ${timeout} s`;
    const timer = timeout === undefined ? undefined : globalThis.setTimeout(() => limit.abort(new Error(late)), timerOf(timeout));
    const signal = timeout === undefined ? this.#around.signal : AbortSignal.any([this.#around.signal, limit.signal]);
    try {
      const exit = await this.#executors.named(executor).run(attempt, { signal, output: (stream, bytes) => log.output(stream, bytes) });
      return limit.signal.aborted ? { ok: false, message: late } : exit;
    } finally {
      clearTimeout(timer);
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
    const outputs = collectOutputs(component, input, output, folder, this.#setup.store, this.#around.mask);
    refuseSecrets(outputs, this.#around.hidden);
    return await this.#toRoot({ path }, outputs);
  }

  #isBelowRoot({ artifacts }: Values): boolean {
    const { root } = this.#setup.options;
    if (root === undefined) return true;
    const isThere = ({ uri = "", customPath = uri }: RuntimeArtifact): boolean =>
      uri.startsWith(`${root.replace(/\/$/, "")}/`) || this.#setup.store.digestOf(customPath) === undefined;
    return [...artifacts.values()].flat().every(isThere);
  }

  /** Stores what a task gives below the root, if the run has one. @throws RemoteError */
  async #toRoot({ path }: Pick<Leaf, "path">, outputs: Values): Promise<Values> {
    const { root } = this.#setup.options;
    if (root === undefined || this.#isBelowRoot(outputs)) return outputs;
    const artifacts = new Map<string, readonly RuntimeArtifact[]>();
    for (const [name, list] of outputs.artifacts) {
      const uri = (index: number): string =>
        `${root.replace(/\/$/, "")}/${this.#setup.folder.runId}/${path}/${name}${list.length > 1 ? `-${index}` : ""}`;
      artifacts.set(name, await Promise.all(list.map((one, index) => this.#setup.transport.take(one, uri(index), this.#around.signal))));
    }
    return { parameters: outputs.parameters, artifacts };
  }

  /** A component of the language's own. */
  #builtin({ label, componentKey }: Leaf): ((leaf: Leaf) => Values) | undefined {
    return this.#setup.options.standIns?.has(componentKey) ? undefined : builtin(this.#executorNote(label)?.builtin);
  }

  #executorNote(label: string) {
    return this.#setup.document.platforms?.platforms.typeline?.deploymentSpec?.executors?.[label];
  }

  #started(leaf: Leaf, attempt: number, executor: ExecutorName): void {
    const [component, source] = [this.#around.component(leaf), this.#around.callSite(leaf)];
    this.#around.write({ type: "task-started", at: this.#around.clock.now(), path: leaf.path, component, attempt, executor, source });
  }

  #bundle({ label, executor }: Leaf): BundleFile | undefined {
    if (this.#bundles.has(label)) return this.#bundles.get(label);
    const bundle = executor.container && bundleOf(executor.container, this.#executorNote(label), join(this.#setup.folder.path, "bundles"));
    this.#bundles.set(label, bundle);
    return bundle;
  }

  #note(leaf: Leaf): CacheNote {
    const before = this.#notes.get(leaf);
    if (before) return before;
    const { env = {}, cache } = this.#setup.options;
    const ingredients = ingredientsOf(leaf, this.#bundle(leaf), env, (artifact) => this.#contentOf(artifact));
    const custom = leaf.task.cachingOptions?.cacheKey;
    // A key of the author's own stands for all the rest, as with KFP.
    const key = keyOf(custom ? { component: leaf.componentKey, "cache key": custom } : ingredients);
    const note = { key, enabled: this.#isCached(leaf) && cache !== false, hit: null, ingredients };
    this.#notes.set(leaf, note);
    return note;
  }

  #isCached(leaf: Leaf): boolean {
    return leaf.task.cachingOptions?.enableCache === true && !this.#isReplaced(leaf);
  }

  #contentOf({ uri = "", customPath }: RuntimeArtifact): string {
    const path = customPath ?? (uri.startsWith("/") ? uri : undefined);
    if (path === undefined) return uri;
    return this.#setup.store.digestOf(path) ?? this.#digests.of(path);
  }

  #remember(leaf: Leaf, outputs: Values): void {
    if (!this.#isCached(leaf)) return;
    try {
      this.#cache.put(this.keyOf(leaf), { runId: this.#setup.folder.runId, path: leaf.path }, outputs, this.#setup.store);
    } catch (error) {
      this.#around.ignored(`the cache, which cannot be written: ${(error as Error).message}`);
    }
  }
}

const isFailure = (error: unknown): error is Error => error instanceof TaskFailure || error instanceof RemoteError;

/** Where a program writes its outputs: KFP's launcher makes the folders, our own runtime does so itself. */
function makeFolders({ input: { outputs = {} }, folder }: Attempt): void {
  for (const kind of ["parameters", "artifacts"] as const) if (outputs[kind]) mkdirSync(join(folder, kind), { recursive: true });
}
