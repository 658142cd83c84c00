import { join, resolve } from "node:path";
import { type JsonValue, nearest, type PipelineDocument, type RuntimeArtifact, writeDocument } from "@typeline/ir";
import { killLeftovers } from "./leftovers.ts";
import { LocalRun } from "./local-run.ts";
import { checkNames } from "./names.ts";
import type { RunInputs, RunOptions } from "./options.ts";
import type { RunRecord } from "./record.ts";
import { RunnerError, systemError } from "./runner-error.ts";
import { ArtifactStore } from "./store/artifacts.ts";
import { Transport } from "./store/bring.ts";
import type { RunStart } from "./store/journal.ts";
import { RemoteError } from "./store/remote/remote.ts";
import { remotes } from "./store/remote/remotes.ts";
import { RunFolder } from "./store/run-folder.ts";
import { checkSize } from "./task/executor-output.ts";
import type { Values } from "./values.ts";

/**
 * Runs a pipeline on this machine, from start to end. A task that fails fails the run, not the promise.
 *
 * @param document one that `checkDocument` found sound
 * @param inputs of a run that goes on: those of its start, where they are not given here
 * @returns the run's record, as stored in its folder
 * @throws RunnerError where the run cannot start or go on
 */
export async function runDocument(document: PipelineDocument, inputs: RunInputs, options: RunOptions): Promise<RunRecord> {
  const { cwd, runsDirectory = resolve(cwd, ".typeline/runs"), cacheDirectory = resolve(cwd, ".typeline/cache"), resume } = options;
  const now = new Date();
  checkNames(document);
  const text = writeDocument(document);
  const folder =
    resume === undefined
      ? RunFolder.create(runsDirectory, document.spec.pipelineInfo?.name ?? "pipeline", now, text)
      : RunFolder.resume(runsDirectory, resume);
  try {
    if (resume !== undefined) {
      await killLeftovers(folder);
      folder.clear();
      folder.write("pipeline.yaml", text);
    }
    const start = startOf(folder, inputs, options, now);
    checkInputs(document, start.inputs);
    const store = new ArtifactStore(folder.folder("artifacts"));
    const transport = new Transport(remotes(cwd), store, join(folder.path, "fetched"));
    if (options.root !== undefined) await checkRoot(options.root, transport);
    const given = await givenInputs(document, start, transport, options.signal);
    const run = new LocalRun({ document, folder, start, inputs: given, options, cacheDirectory, store, transport });
    return await run.go();
  } catch (error) {
    throw systemError(error, folder.path);
  } finally {
    folder.close();
  }
}

/** @throws RunnerError for an input that the pipeline does not have, or that no journal could hold */
function checkInputs({ spec }: PipelineDocument, inputs: RunStart["inputs"]): void {
  for (const kind of ["parameters", "artifacts"] as const) {
    const declared = spec.root.inputDefinitions?.[kind] ?? {};
    for (const [name, value] of Object.entries(inputs[kind])) {
      if (!Object.hasOwn(declared, name)) {
        const near = nearest(name, Object.keys(declared));
        const what = kind === "parameters" ? "parameter" : "artifact";
        throw new RunnerError(`the pipeline has no input ${what} "${name}".${near === undefined ? "" : ` Did you mean "${near}"?`}`);
      }
      try {
        checkSize(value as JsonValue, `the input "${name}"`);
      } catch (error) {
        throw new RunnerError(`${(error as Error).message}.`);
      }
    }
  }
}

/** Times and inputs of the run: those of its first start, and what is given anew. */
function startOf({ before }: RunFolder, { parameters = {}, artifacts = {} }: RunInputs, { scheduledAt }: RunOptions, now: Date): RunStart {
  const [first] = before;
  const createdAt = first?.type === "run-started" ? first.createdAt : now.toISOString();
  const earlier = first?.type === "run-started" ? first.inputs : { parameters: {}, artifacts: {} };
  return {
    createdAt,
    scheduledAt: scheduledAt ?? (first?.type === "run-started" ? first.scheduledAt : createdAt),
    inputs: { parameters: { ...earlier.parameters, ...parameters }, artifacts: { ...earlier.artifacts, ...artifacts } },
  };
}

/** What cannot be stored must not be made first. @throws RunnerError */
async function checkRoot(root: string, transport: Transport): Promise<void> {
  try {
    await transport.check(root);
  } catch (error) {
    if (error instanceof RemoteError) throw new RunnerError(`the root of artifacts cannot be used: ${error.message}.`);
    throw error;
  }
}

/** The values of the root's inputs; artifacts are brought here. @throws RunnerError */
async function givenInputs(
  { spec }: PipelineDocument,
  { inputs }: RunStart,
  transport: Transport,
  signal: AbortSignal | undefined,
): Promise<Values> {
  const declared = spec.root.inputDefinitions?.artifacts ?? {};
  const artifacts = new Map<string, readonly RuntimeArtifact[]>();
  for (const [name, given] of Object.entries(inputs.artifacts)) {
    const type = declared[name]?.artifactType;
    const list: RuntimeArtifact[] = [];
    for (const uri of typeof given === "string" ? [given] : given) {
      try {
        const artifact = { name, ...(type && { type }), uri, metadata: {} };
        list.push(await transport.bring(artifact, signal ?? new AbortController().signal));
      } catch (error) {
        if (error instanceof RemoteError) throw new RunnerError(`the input "${name}" cannot be had: ${error.message}.`);
        throw error;
      }
    }
    artifacts.set(name, list);
  }
  return { parameters: new Map(Object.entries(inputs.parameters)), artifacts };
}
