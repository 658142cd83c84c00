import type { PipelineDocument } from "@typeline/ir";
import { type Call, containers } from "./containers.ts";
import { Engine } from "./engine/engine.ts";
import type { Values } from "./engine/values.ts";

/** What a run did: the calls of stubs, how it ended, and what the pipeline gave. */
export interface Run {
  readonly calls: readonly Call[];
  readonly state: string;
  readonly outputs: Values;
  /** Why it failed, of the innermost task that did. */
  readonly reason?: string | undefined;
}

/**
 * Runs a compiled pipeline over the stubs, in an engine.
 *
 * @throws UnsoundDocument
 */
export async function runDocument(document: PipelineDocument, given: Values["parameters"], engine = Engine): Promise<Run> {
  const calls: Call[] = [];
  const { state, outputs, reason } = await new engine(document, containers(document, calls)).run({
    parameters: given,
    artifacts: new Map(),
  });
  return { calls, state, outputs, reason };
}
