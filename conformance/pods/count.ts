import type { PipelineDocument } from "@typeline/ir";
import type { Case } from "../argo-controller/cases.ts";
import { runLocally } from "../argo-controller/local-run.ts";
import { tabled } from "../argo-controller/stubs.ts";

/** Pods of one run, on an Argo of one's own and on KFP's backend. */
export interface Pods {
  /** Of our lowering: one for each container, each attempt counted, and for each claim. `conformance/argo-controller` shows that Argo starts these. */
  readonly ours: number;
  /** Of KFP's: drivers and importers. */
  readonly drivers: number;
  /** Of KFP's: containers, each attempt counted. */
  readonly executors: number;
}

/**
 * Counts the pods of a run in which nothing comes from a cache.
 *
 * KFP's are those that its compiler makes (`backend/src/v2/compiler/argocompiler/dag.go`): a driver for the root, for each task or group that
 * all it waits for lets start, and for each iteration, since it is the driver that reads inputs and conditions; beside it the container, if the
 * condition is true. An importer is a pod by itself, and a volume claim is made by its driver.
 */
export function podsOf(document: PipelineDocument, { given = {}, gives = {} }: Case): Pods {
  const { ran, tried, iterations } = runLocally(document, given, tabled(gives));
  const containers = [...ran.values()].filter(({ isClaim }) => !isClaim);
  return { ours: ran.size, drivers: 1 + tried.length + iterations, executors: containers.length };
}
