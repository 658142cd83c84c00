import type { PipelineDocument } from "@typeline/ir";
import type { RunInputs, RunOptions } from "./options.ts";
import type { RunRecord } from "./record.ts";

/** Something outside of the pipeline stands in the way of a run, in one sentence: a folder that cannot be written, an unknown run. */
export class RunnerError extends Error {
  override readonly name = "RunnerError";
}

/**
 * Runs a pipeline on this machine, from start to end. A task that fails fails the run, not the promise.
 *
 * @param document one that `checkDocument` found sound
 * @returns the run's record, as stored in its folder
 * @throws RunnerError where the run cannot start or go on
 */
export async function runDocument(document: PipelineDocument, inputs: RunInputs, options: RunOptions): Promise<RunRecord> {
  void [document, inputs, options];
  throw new RunnerError("not yet");
}
