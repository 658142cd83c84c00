import { createHash } from "node:crypto";
import type { PipelineDocument } from "../document.ts";
import { writeDocument } from "./write.ts";

/**
 * The name of a pipeline's version, made of its content: the same pipeline always has the same, and another never has it. Lower-case letters,
 * digits and `-`, as Kubernetes wants names.
 */
export function versionName(document: PipelineDocument): string {
  return `sha256-${createHash("sha256").update(writeDocument(document)).digest("hex").slice(0, 12)}`;
}
