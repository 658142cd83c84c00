import { resolve } from "node:path";
import { formatPretty, hasErrors } from "@typeline/diagnostics";
import { isArtifact } from "@typeline/dsl/internal";
import { type JsonValue, type PipelineDocument, readInputs } from "@typeline/ir";
import type { RunEvent, RunInputs, RunOptions as RunnerOptions, RunRecord, StandIn } from "@typeline/runner";
import type { Subject } from "../run/document.ts";
import { componentKeys, declared } from "./declared.ts";
import type { Replaced } from "./replace.ts";
import type { RunOptions } from "./run.ts";

/** A run that goes on: its events as they come, and its record when it has ended. */
export class PipelineRun implements AsyncIterable<RunEvent>, PromiseLike<RunRecord> {
  /** Resolves however the run ends; rejects where it cannot start: the source does not compile, the inputs are not right. */
  readonly record: Promise<RunRecord>;
  readonly #controller = new AbortController();
  readonly #events: RunEvent[] = [];
  #more: () => void = () => {};
  #ended = false;

  constructor(start: (signal: AbortSignal, onEvent: (event: RunEvent) => void) => Promise<RunRecord>) {
    const onEvent = (event: RunEvent): void => {
      this.#events.push(event);
      this.#more();
    };
    this.record = start(this.#controller.signal, onEvent).finally(() => {
      this.#ended = true;
      this.#more();
    });
    // Who only reads the events hears of it there.
    this.record.catch(() => {});
  }

  /** Stops the tasks, and the run as cancelled. It can be resumed. */
  cancel(): void {
    this.#controller.abort();
  }

  // biome-ignore lint/suspicious/noThenProperty: `await runPipeline(...)` is the record
  readonly then: Promise<RunRecord>["then"] = (onFulfilled, onRejected) => this.record.then(onFulfilled, onRejected);

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent> {
    for (let next = 0; ; ) {
      while (next < this.#events.length) yield this.#events[next++]!;
      if (this.#ended) break;
      await new Promise<void>((resolve) => {
        this.#more = resolve;
      });
    }
    await this.record;
  }
}

/**
 * Runs a pipeline on this machine, as `typeline run` does.
 *
 * @param source a `.ts` file, `FILE#name`, or a compiled pipeline; relative to `cwd`
 * @param inputs parameters by name; artifacts as paths, URIs, or open artifacts that are stored
 */
export function runSource(source: string, inputs: object, options: RunOptions, cwd: string): PipelineRun {
  return new PipelineRun(async (signal, onEvent) => {
    const host = { cwd, env: process.env, loadCompiler: () => import("@typeline/compiler") };
    const { readSubject } = await import("../run/document.ts");
    const subject = await readSubject(source, { color: false, env: options.environment }, host, () => {});
    const document = soundDocument(subject, cwd);
    const { runDocument } = await import("@typeline/runner");
    return await runDocument(
      document,
      givenInputs(document, inputs),
      await runnerOptions(subject, document, options, cwd, signal, onEvent),
    );
  });
}

/** @throws Error with the diagnostics of a source that does not compile */
function soundDocument({ document, diagnostics }: Subject, cwd: string): PipelineDocument {
  if (document !== undefined && !hasErrors(diagnostics)) return document;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(`the pipeline does not compile:\n${formatPretty(errors, { cwd, color: false })}`);
}

/** @throws TypeError that names every problem of the inputs */
function givenInputs({ spec, platforms }: PipelineDocument, inputs: object): RunInputs {
  const values = Object.entries(inputs)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, JsonValue] => [name, plain(value)]);
  const read = readInputs(spec.root.inputDefinitions, platforms?.platforms.typeline?.config?.inputs, { values });
  if (read.problems.length > 0) throw new TypeError(read.problems.join("\n"));
  const isList = (name: string) => spec.root.inputDefinitions?.artifacts?.[name]?.isArtifactList === true;
  const artifacts = Object.entries(read.artifacts).map(([name, paths]) => [name, isList(name) ? paths : paths[0]!] as const);
  return { parameters: read.parameters, artifacts: Object.fromEntries(artifacts) };
}

/** An artifact is told by where it is. */
function plain(value: unknown): JsonValue {
  if (isArtifact(value)) return (value.path as string | undefined) ?? value.uri;
  return Array.isArray(value) && value.some(isArtifact) ? value.map(plain) : (value as JsonValue);
}

async function runnerOptions(
  { settings, root }: Subject,
  document: PipelineDocument,
  { replace = [], env, cache, concurrency, executor }: RunOptions,
  cwd: string,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
): Promise<RunnerOptions> {
  const standIns = replace.length === 0 ? undefined : await standInsOf(replace as unknown as readonly Replaced[], document, root ?? cwd);
  return {
    cwd,
    runsDirectory: settings.runsDirectory ?? resolve(cwd, ".typeline/runs"),
    root: settings.root,
    ...(await secretsOf(settings.secretsFile, cwd)),
    env,
    cache,
    concurrency,
    executor,
    standIns,
    signal,
    onEvent,
  };
}

async function secretsOf(file: string | undefined, cwd: string) {
  if (file === undefined) return {};
  const { readSecrets } = await import("../run/secrets.ts");
  return { secrets: readSecrets(file, cwd), secretsFile: file };
}

/** @throws Error for a component that is no task of the pipeline */
async function standInsOf(replaced: readonly Replaced[], document: PipelineDocument, root: string): Promise<Map<string, StandIn>> {
  const { standIn } = await import("./replace.ts");
  const standIns = new Map<string, StandIn>();
  for (const one of replaced) {
    const component = declared(one.component);
    const keys = componentKeys(document, root, component);
    if (keys.length === 0)
      throw new Error(`replace: \`${component.name}\` is no task of the pipeline \`${document.spec.pipelineInfo.name}\``);
    for (const key of keys) standIns.set(key, standIn(one, component.name, document.spec.components![key]!));
  }
  return standIns;
}
