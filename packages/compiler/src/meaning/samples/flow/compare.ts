import type { PipelineDocument } from "@typeline/ir";
import type { Call } from "../containers.ts";
import { KfpEngine } from "../engine/kfp-engine.ts";
import { type Run, runDocument } from "../interpreter.ts";
import { sorted } from "../json.ts";
import type { Outcome } from "../reference.ts";

/** What plain JavaScript does with a program: as it is, and as if nothing failed. */
export interface Expectation {
  readonly outcome: Outcome;
  readonly withoutFailures: Outcome;
}

/** Calls as lines of text, in an order of their own: graphs have none. How work ended is for those to say who do not fail. */
function lines(calls: readonly Call[], withStates: boolean): string[] {
  return calls
    .map(({ stub, received }) => `${stub} ${JSON.stringify(sorted(withStates ? received : { ...(received as object), state: undefined }))}`)
    .sort();
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
export function differences({ calls, state, outputs, reason }: Run, { outcome, withoutFailures }: Expectation): string[] {
  const failed = state === "FAILED";
  if (failed !== outcome.failed) return [`the run ${failed ? `fails: ${reason}` : "succeeds"}`];
  const [got, expected] = [lines(calls, !failed), lines(outcome.calls, !failed)];
  const possible = failed ? [...expected, ...less(lines(withoutFailures.calls, false), expected)] : expected;
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
  return JSON.stringify(sorted(names.length === 0 ? undefined : bare)) === JSON.stringify(sorted(expected));
}

/** How KFP 2.17 differs from a run of the document by the IR's definition: with nothing in its cache, and with everything. */
export async function differencesOnKfp(document: PipelineDocument, given: object, run: Run): Promise<string[]> {
  const found: string[] = [];
  for (const cached of [false, true]) {
    const other = await runDocument(document, given, (...parts) => new KfpEngine(...parts, () => cached));
    const failed = run.state === "FAILED";
    const [a, b] = [lines(run.calls, !failed), lines(other.calls, !failed)];
    found.push(
      ...(other.state === run.state ? [] : [`KFP: the run ${other.state === "FAILED" ? `fails: ${other.reason}` : "succeeds"}`]),
      ...less(a, b).map((one) => `KFP: not called: ${one}`),
      ...less(b, a).map((one) => `KFP: called: ${one}`),
      ...(JSON.stringify(sorted(other.outputs)) === JSON.stringify(sorted(run.outputs)) ? [] : ["KFP: other outputs"]),
    );
  }
  return found;
}
