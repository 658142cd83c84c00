import { lowerToArgo, writeManifests, writeManifestsJson } from "@typeline/argo";
import { type Diagnostic, diagnose } from "@typeline/diagnostics";
import type { CompiledDocument } from "./documents.ts";
import type { CompileFlags } from "./flags.ts";

/** A pipeline as Argo's manifests, and what of it cannot be one. */
export function argoText(
  { document, locate }: Pick<CompiledDocument, "document" | "locate">,
  format: "yaml" | "json",
  { argoKind: kind, artifactRoot, memoize }: CompileFlags,
): { readonly text: string; readonly diagnostics: readonly Diagnostic[] } {
  const { manifests, findings } = lowerToArgo(document, { kind, artifactRoot, memoize });
  return {
    text: format === "json" ? writeManifestsJson(manifests) : writeManifests(manifests),
    diagnostics: findings.map((finding) => diagnose(finding.message, locate(finding))),
  };
}
