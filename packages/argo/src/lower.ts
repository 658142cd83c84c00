import type { Finding, PipelineDocument } from "@typeline/ir";
import { Lowering } from "./lowering.ts";
import type { Manifest } from "./manifest.ts";
import type { ArgoOptions } from "./options.ts";
import { manifestsOf } from "./workflow/manifests.ts";

export interface ArgoResult {
  /** In the order in which they are applied: what others name comes first. */
  readonly manifests: readonly Manifest[];
  /** What cannot be written for Argo, with its place in the document. Manifests beside findings are not whole. */
  readonly findings: readonly Finding[];
}

/**
 * A pipeline as native Argo Workflows, for Argo `>=3.7.16 <4 || >=4.0.7`: a pod for each task that runs a container, and none for anything
 * else.
 *
 * @param document a sound document (one that `checkGraph` has nothing against), of ours or of `kfp`
 */
export function lowerToArgo(document: PipelineDocument, options: ArgoOptions = {}): ArgoResult {
  const lowering = new Lowering(document, options);
  const manifests = manifestsOf(lowering);
  return { manifests, findings: lowering.problems.all };
}
