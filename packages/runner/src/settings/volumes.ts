import { join, posix } from "node:path";
import type { KubernetesExecutorConfig } from "@typeline/ir";
import type { Mount } from "../executors/executor.ts";
import { refuse } from "./problem.ts";
import { entriesOf, type Kind, type Vault } from "./secrets.ts";

/** A folder that has to be there before the task starts. */
export type Volume =
  /** A new one of the attempt's own. */
  | { readonly kind: "empty"; readonly folder: string }
  /** A new one with a file for each key. */
  | {
      readonly kind: "files";
      readonly secret: boolean;
      readonly folder: string;
      readonly files: readonly (readonly [name: string, text: string])[];
    }
  /** Of the run, or within one: kept, and made where it is missing. */
  | { readonly kind: "claim"; readonly folder: string; readonly subPath: string };

export interface VolumePlace extends Vault {
  /** Absolute path of the run's volumes: a folder for each claim. */
  readonly volumesFolder: string;
  /** Absolute path of a folder for the volumes of this attempt alone; it is made, and others cannot look into it. */
  readonly folder: string;
}

export interface Volumes {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly Mount[];
}

/**
 * The folders that stand for a task's volumes, and where the task sees them.
 *
 * @param config names are filled in
 */
export function planVolumes(config: KubernetesExecutorConfig, place: VolumePlace): Volumes {
  const volumes: Volume[] = [];
  const mounts = new Map<string, Mount>();
  const mount = (mountPath: string | undefined, readOnly: boolean, volume: Volume): void => {
    const path = absolute(mountPath);
    if (mounts.has(path)) refuse(`two volumes are mounted at \`${path}\``);
    mounts.set(path, { path, folder: volume.kind === "claim" ? join(volume.folder, volume.subPath) : volume.folder, readOnly });
    if (!volumes.some(({ folder, kind }) => folder === volume.folder && kind !== "claim")) volumes.push(volume);
  };
  const files = (kind: Kind, name: string, mountPath: string | undefined, optional = false) => {
    const folder = join(place.folder, kind === "secret" ? "secrets" : "config-maps", name);
    mount(mountPath, true, { kind: "files", secret: kind === "secret", folder, files: entriesOf(place, kind, name, optional) });
  };
  for (const { secretName, mountPath, optional } of config.secretAsVolume ?? []) files("secret", secretName!, mountPath, optional);
  for (const { configMapName, mountPath, optional } of config.configMapAsVolume ?? [])
    files("config map", configMapName!, mountPath, optional);
  for (const { volumeName, mountPath } of [...(config.emptyDirMounts ?? []), ...(config.genericEphemeralVolume ?? [])]) {
    // Whatever the name, it is one element of the path.
    mount(mountPath, false, {
      kind: "empty",
      folder: join(place.folder, "empty", encodeURIComponent(volumeName ?? "").replaceAll(".", "%2E")),
    });
  }
  for (const { constant, mountPath, subPath = "" } of config.pvcMount ?? []) {
    if (leaves(subPath)) refuse(`the sub-path \`${subPath}\` of the claim \`${constant}\` leaves it; name a folder in it, without \`..\``);
    mount(mountPath, false, { kind: "claim", folder: join(place.volumesFolder, constant!), subPath: posix.normalize(subPath || ".") });
  }
  return { volumes, mounts: [...mounts.values()] };
}

/** Kubernetes takes no sub-path that is absolute or has `..` in it (`validateLocalDescendingPath`). */
function leaves(subPath: string): boolean {
  return posix.isAbsolute(subPath) || subPath.split(/[/\\]/).includes("..") || subPath.includes("\0");
}

/** Kubernetes makes a relative mount path absolute, and takes no `:` in one. */
function absolute(mountPath = ""): string {
  if (mountPath === "") refuse("a volume has no mount path");
  const path = posix.resolve("/", mountPath);
  if (path === "/" || /[:\0]/.test(path)) refuse(`no volume can be mounted at \`${mountPath}\``);
  return path;
}
