import { own } from "../finding.ts";
import type { ComponentSpec } from "../generated/index.ts";

export type OutputKind = "parameters" | "artifacts";

/** A task of the DAG, and which of its outputs is meant. */
export interface Selector {
  readonly task: string;
  readonly key: string;
}

/** Where an output of a DAG comes from: one selector, or several of which one has a value. */
export function selectorsOf(component: ComponentSpec, kind: OutputKind, output: string): Selector[] {
  if (kind === "artifacts")
    return (own(component.dag?.outputs?.artifacts, output)?.artifactSelectors ?? []).map((selector) => ({
      task: selector.producerSubtask,
      key: selector.outputArtifactKey,
    }));
  const source = own(component.dag?.outputs?.parameters, output);
  const selectors = source?.valueFromParameter === undefined ? source?.valueFromOneof?.parameterSelectors : [source.valueFromParameter];
  return (selectors ?? []).map((selector) => ({ task: selector.producerSubtask, key: selector.outputParameterKey }));
}

/** All outputs that a DAG selects. */
export function outputsOf(component: ComponentSpec): { readonly kind: OutputKind; readonly output: string }[] {
  return (["parameters", "artifacts"] as const).flatMap((kind) =>
    Object.keys(component.dag?.outputs?.[kind] ?? {}).map((output) => ({ kind, output })),
  );
}
