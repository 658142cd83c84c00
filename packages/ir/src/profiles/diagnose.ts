import { type Diagnostic, diagnose, type Location } from "@typeline/diagnostics";
import type { PipelineDocument } from "../document.ts";
import type { Engine } from "./feature.ts";
import { findings, type ProfileFinding } from "./findings.ts";

/**
 * The findings of a document as diagnostics.
 *
 * @param target The engine; see {@link findings} for what its absence means.
 * @param place Where a finding is shown.
 */
export function diagnoseProfile(
  document: PipelineDocument,
  target: Engine | undefined,
  place: (finding: ProfileFinding) => Location | undefined,
): Diagnostic[] {
  return findings(document, target).map((finding) => diagnose(finding.message, place(finding)));
}
