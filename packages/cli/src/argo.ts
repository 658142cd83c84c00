import { lowerToArgo, type Manifest, writeManifests, writeManifestsJson } from "@typeline/argo";
import { type Diagnostic, diagnose, type Location } from "@typeline/diagnostics";
import type { Finding, PipelineDocument } from "@typeline/ir";
import type { CompileFlags } from "./flags.ts";

/** What can be chosen of Argo's manifests. */
export type ArgoFlags = Pick<CompileFlags, "argoKind" | "artifactRoot" | "memoize">;

/** A pipeline as Argo's manifests, and what of it cannot be one; `locate` says where that is. */
export function argoManifests(
  document: PipelineDocument,
  locate: (finding: Finding) => Location | undefined,
  { argoKind: kind, artifactRoot, memoize }: ArgoFlags,
): { readonly manifests: readonly Manifest[]; readonly diagnostics: readonly Diagnostic[] } {
  const { manifests, findings } = lowerToArgo(document, { kind, artifactRoot, memoize });
  return { manifests, diagnostics: findings.map((finding) => diagnose(finding.message, locate(finding))) };
}

export const argoText = (manifests: readonly Manifest[], format: "yaml" | "json"): string =>
  format === "json" ? writeManifestsJson(manifests) : writeManifests(manifests);
