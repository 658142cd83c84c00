import { stringify } from "yaml";
import type { Manifest } from "./manifest.ts";

/**
 * Manifests as YAML, one document each, in the order given. Texts that YAML 1.1, which Kubernetes reads, would take for something else (`y`, `12:30`) are
 * quoted. Long lines are not folded: Argo's expressions stand in them.
 */
export function writeManifests(manifests: readonly Manifest[]): string {
  return manifests
    .map((manifest) => stringify(manifest, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false, defaultStringType: "PLAIN" }))
    .join("---\n");
}

/** Manifests as JSON: one object, or Kubernetes' `List` of several. */
export function writeManifestsJson(manifests: readonly Manifest[]): string {
  const whole = manifests.length === 1 ? manifests[0] : { apiVersion: "v1", kind: "List", items: manifests };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
