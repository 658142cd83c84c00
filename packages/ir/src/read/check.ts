import { messages } from "@typeline/diagnostics";
import type { PipelineDocument } from "../document.ts";
import type { Finding } from "../finding.ts";
import type { PipelineSpec } from "../generated/index.ts";
import { checkGraph } from "../graph/graph.ts";
import { isPipelineName, kebab } from "../names.ts";
import { excerpt, validate } from "../validate/validate.ts";

/**
 * Checks all of a document: first that it fits the schema, then its graph ({@link checkGraph}). The second runs only when the first found
 * nothing, so that one mistake is told once.
 */
export function checkDocument({ spec, platforms }: PipelineDocument): Finding[] {
  const findings = checkShape(spec, platforms);
  return findings.length > 0 ? findings : checkGraph({ spec, ...(platforms && { platforms }) });
}

/** Checks the two parts of a document, whatever they are, against their schemas. */
export function checkShape(spec: unknown, platforms: unknown): Finding[] {
  const findings: Finding[] = [];
  const version = (spec as { schemaVersion?: unknown } | null)?.schemaVersion;
  // Another version is another format, of which every field would be reported.
  if (typeof version === "string" && version !== "2.1.0")
    return [{ message: messages.unsupportedSchemaVersion({ version: excerpt(version) }), path: ["spec", "schemaVersion"], at: "value" }];
  validate("PipelineSpec", spec, ["spec"], (finding) => findings.push(finding));
  if (platforms !== undefined) validate("PlatformSpec", platforms, ["platforms"], (finding) => findings.push(finding));
  if (findings.length > 0) return findings;
  const { name } = (spec as PipelineSpec).pipelineInfo;
  if (isPipelineName(name)) return [];
  const message = messages.invalidPipelineName({ name: excerpt(name), suggestion: kebab(name, "pipeline").slice(0, 128) });
  return [{ message, path: ["spec", "pipelineInfo", "name"], at: "value" }];
}
