import { type Diagnostic, diagnose, type Location, messages } from "@typeline/diagnostics";
import type { PipelineDocument } from "../document.ts";
import type { Finding, Path } from "../finding.ts";
import type { PipelineSpec, PlatformSpec } from "../generated/index.ts";
import { checkGraph } from "../graph/graph.ts";
import { normalize } from "../validate/normalize.ts";
import { excerpt } from "../validate/validate.ts";
import { checkShape } from "./check.ts";
import { readSource, type Source } from "./source.ts";

/** What a file holds: a document, unless an error stands in the way. */
export interface ReadResult {
  readonly document?: PipelineDocument;
  /** What is wrong, each with its place, the mistakes of one kind in the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path of the document stands in the text; missing where the document is. */
  readonly locate?: (place: Pick<Finding, "path" | "at">) => Location;
}

/** The parts of a document, each with where it stands: in which YAML document, under which path. */
interface Parts {
  spec?: Part;
  platforms?: Part;
}

interface Part {
  readonly value: unknown;
  readonly document: number;
  readonly prefix: Path;
}

/**
 * Reads a compiled pipeline and checks all of it: first that it parses, then that it fits the schema, then its graph
 * ({@link checkGraph}). A later check runs only when the earlier found nothing, so that one mistake is told once.
 *
 * @param text YAML with one or two documents, or JSON: a PipelineSpec, or `{"pipeline_spec": …, "platform_spec": …}`.
 * @param file What the locations name; an absolute path where there is a file.
 */
export function readDocument(text: string, file = "pipeline.yaml"): ReadResult {
  const source = readSource(text, file);
  if ("message" in source) {
    const format = /^\s*\{/.test(text) ? "JSON" : "YAML";
    return { diagnostics: [diagnose(messages.unreadableIr({ format, why: excerpt(source.message) }), source.location)] };
  }
  const { parts, diagnostics } = findParts(source);
  if (diagnostics.length > 0 || parts.spec === undefined) return { diagnostics };

  const locate = ({ path: [part, ...path], at }: Pick<Finding, "path" | "at">) => {
    const { document, prefix } = part === "platforms" && parts.platforms !== undefined ? parts.platforms : parts.spec!;
    return source.locate(document, [...prefix, ...path], at);
  };
  const toDiagnostics = (findings: readonly Finding[]) => findings.map((finding) => diagnose(finding.message, locate(finding)));

  const problems = checkShape(parts.spec.value, parts.platforms?.value);
  if (problems.length > 0) return { diagnostics: toDiagnostics(problems) };
  const document: PipelineDocument = {
    spec: normalize(parts.spec.value, { kind: "message", name: "PipelineSpec" }) as PipelineSpec,
    ...(parts.platforms && { platforms: normalize(parts.platforms.value, { kind: "message", name: "PlatformSpec" }) as PlatformSpec }),
  };
  const findings = checkGraph(document);
  return findings.length > 0 ? { diagnostics: toDiagnostics(findings) } : { document, diagnostics: [], locate };
}

/** Tells the documents of a file apart as KFP's server does: by `pipelineInfo`, by `platforms`. */
function findParts(source: Source): { parts: Parts; diagnostics: Diagnostic[] } {
  const parts: Parts = {};
  const diagnostics: Diagnostic[] = [];
  const add = (kind: keyof Parts, part: Part) => {
    if (parts[kind] === undefined) parts[kind] = part;
    else {
      const what = kind === "spec" ? "pipeline" : "platform document";
      diagnostics.push(diagnose(messages.secondIrDocument({ what }), source.locate(part.document, part.prefix, "key")));
    }
  };
  for (const [document, value] of source.values.entries()) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    if ("pipeline_spec" in value) {
      const { pipeline_spec, platform_spec } = value as { pipeline_spec: unknown; platform_spec?: unknown };
      add("spec", { value: pipeline_spec, document, prefix: ["pipeline_spec"] });
      if (platform_spec !== undefined && platform_spec !== null)
        add("platforms", { value: platform_spec, document, prefix: ["platform_spec"] });
    } else add(looksLikePlatforms(value) ? "platforms" : "spec", { value, document, prefix: [] });
  }
  if (parts.spec === undefined && diagnostics.length === 0)
    diagnostics.push(diagnose(messages.noPipelineInIr(), source.locate(0, [], "key")));
  return { parts, diagnostics };
}

function looksLikePlatforms(value: object): boolean {
  return Object.hasOwn(value, "platforms") && !Object.hasOwn(value, "pipelineInfo") && !Object.hasOwn(value, "root");
}
