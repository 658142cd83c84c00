import type { PipelineDocument } from "../document.ts";
import { canonicalize } from "./canonical.ts";
import { commentHeader } from "./header.ts";
import { writeYaml } from "./yaml.ts";

/**
 * The canonical YAML of a pipeline, as `kfp` would write it: a comment, the spec, and behind `---` the platforms if there are any. Keys
 * are sorted and defaults left out, so that equal documents give equal bytes. Every text reads back as itself with YAML 1.1 and 1.2.
 */
export function writeDocument(document: PipelineDocument): string {
  const spec = commentHeader(document.spec) + writeYaml("PipelineSpec", document.spec);
  return hasPlatforms(document) ? `${spec}---\n${writeYaml("PlatformSpec", document.platforms)}` : spec;
}

/**
 * The canonical JSON of a pipeline: the spec by itself, or `{"pipeline_spec": …, "platform_spec": …}`, as KFP's server stores a pipeline,
 * when there are platforms.
 */
export function writeJson(document: PipelineDocument): string {
  const spec = canonicalize(document.spec, { kind: "message", name: "PipelineSpec" });
  const whole = hasPlatforms(document)
    ? { pipeline_spec: spec, platform_spec: canonicalize(document.platforms, { kind: "message", name: "PlatformSpec" }) }
    : spec;
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

/** Whether there is anything for single platforms. */
export function hasPlatforms(document: PipelineDocument): document is Required<PipelineDocument> {
  return document.platforms !== undefined && Object.keys(document.platforms.platforms).length > 0;
}
