import { messages } from "@typeline/diagnostics";
import type { Lowering } from "../lowering.ts";
import type { Template } from "../manifest.ts";

/** What one Kubernetes object holds, in bytes of JSON, with room for what the cluster adds. */
export const defaultMaxBytes = 900 * 1024;
/** What Argo's resource definitions allow. */
export const defaultMaxTemplates = 200;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * Divides templates among manifests that are small enough. Calls from one to another name the manifest (`templateRef`).
 *
 * @param nameOf the name of the manifest with this number, from 0
 * @param spent bytes of the first one that are no templates
 */
export function divide(lowering: Lowering, templates: readonly Template[], nameOf: (part: number) => string, spent: number): Template[][] {
  const { maxBytes = defaultMaxBytes, maxTemplates = defaultMaxTemplates } = lowering.options;
  const parts: Template[][] = [[]];
  const partOf = new Map<string, number>();
  let left = maxBytes - spent;
  for (const template of templates) {
    const bytes = bytesOf(template);
    if (bytes > maxBytes)
      lowering.problems.report(messages.argoTooLarge({ name: template.name, size: kibibytes(bytes), limit: kibibytes(maxBytes) }), [
        "spec",
      ]);
    if (parts.at(-1)!.length > 0 && (bytes > left || parts.at(-1)!.length >= maxTemplates)) {
      parts.push([]);
      left = maxBytes;
    }
    left -= bytes;
    parts.at(-1)!.push(template);
    partOf.set(template.name, parts.length - 1);
  }
  for (const [index, part] of parts.entries())
    for (const { dag } of part)
      for (const task of dag?.tasks ?? []) {
        const other = partOf.get(task.template ?? "");
        if (other === undefined || other === index) continue;
        task.templateRef = { name: nameOf(other), template: task.template! };
        delete task.template;
      }
  return parts;
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
