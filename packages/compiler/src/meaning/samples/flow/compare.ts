import type { PipelineDocument } from "@typeline/ir";
import type { Call } from "../containers.ts";
import { KfpEngine } from "../engine/kfp-engine.ts";
import { type Run, runDocument } from "../interpreter.ts";
import { sorted } from "../json.ts";
import type { Outcome } from "../reference.ts";

/** What plain JavaScript does with a program. */
export interface Expectation {
  readonly outcome: Outcome;
  /** What it does at most: of one with steps that fail, what it does if they do not. */
  readonly most: Outcome;
}

/** Calls as lines of text, in an order of their own: graphs have none. How work ended is for those to say who do not fail. */
function lines(calls: readonly Call[], withStates: boolean): string[] {
  return calls.map(({ stub, received }) => `${stub} ${text(withStates ? received : { ...(received as object), state: undefined })}`).sort();
}

/** What is in one list and not in the other, each as often as it is there. */
function less(from: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return from.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/**
 * How a run differs from what the TypeScript says; nothing if it does not. Where something fails JavaScript stops, and a graph goes on with
 * what does not depend on it: it does all that was done before, and nothing that would never be done.
 */
export function differences({ calls, state, outputs, reason }: Run, { outcome, most }: Expectation): string[] {
  const failed = state === "FAILED";
  if (failed !== outcome.failed) return [`the run ${failed ? `fails: ${reason}` : "succeeds"}`];
  const [got, expected] = [lines(calls, !failed), lines(outcome.calls, !failed)];
  const possible = failed ? [...expected, ...less(lines(most.calls, false), expected)] : expected;
  return [
    ...less(expected, got).map((one) => `not called: ${one}`),
    ...less(got, possible).map((one) => `called: ${one}`),
    ...(failed || same(outputs, outcome.outputs) ? [] : [`gives ${JSON.stringify(outputs)}, not ${JSON.stringify(outcome.outputs)}`]),
  ];
}

/** A bare result is the output named `Output`; none is nothing. */
function same(outputs: Run["outputs"], expected: unknown): boolean {
  const names = Object.keys(outputs);
  const bare = names.length === 1 && names[0] === "Output" ? outputs["Output"] : outputs;
  return text(names.length === 0 ? undefined : bare) === text(expected);
}

const text = (value: unknown): string => JSON.stringify(sorted(value));

/** How KFP 2.17 differs from a run of the document by the IR's definition, with nothing in its cache or with everything. */
export async function differencesOnKfp(document: PipelineDocument, given: object, run: Run, isCached: boolean): Promise<string[]> {
  const other = await runDocument(document, given, (...parts) => new KfpEngine(...parts, () => isCached));
  if (other.state !== run.state || other.reason !== run.reason)
    return [`the run ${other.state === "FAILED" ? `fails: ${other.reason}` : "succeeds"}`];
  const [got, expected] = [lines(other.calls, true), lines(run.calls, true)];
  return [
    ...less(expected, got).map((one) => `not called: ${one}`),
    ...less(got, expected).map((one) => `called: ${one}`),
    ...(text(other.outputs) === text(run.outputs) ? [] : [`gives ${JSON.stringify(other.outputs)}, not ${JSON.stringify(run.outputs)}`]),
  ];
}
