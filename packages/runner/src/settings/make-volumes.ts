import { chmodSync, lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Volume } from "./volumes.ts";

/** The way to the volumes of one attempt: nobody else may look into it, so that what is behind it may be readable for any user of a container. */
const PRIVATE = 0o700;

/**
 * Makes the folders of a task's volumes.
 *
 * @param folder that of the attempt's own volumes, as given to `localSettings`
 * @returns why a volume cannot be given, in one sentence; undefined if all are there
 */
export function makeVolumes(volumes: readonly Volume[], folder: string): string | undefined {
  for (const volume of volumes) {
    if (volume.kind === "claim") {
      const problem = makeWithin(volume.folder, volume.subPath);
      if (problem !== undefined) return problem;
      continue;
    }
    mkdirSync(folder, { recursive: true, mode: PRIVATE });
    mkdirSync(dirname(volume.folder), { recursive: true, mode: PRIVATE });
    mkdirSync(volume.folder, { recursive: true });
    if (volume.kind === "files") for (const [name, text] of volume.files) writeReadable(join(volume.folder, name), text);
    // Whatever our own umask is.
    chmodSync(volume.folder, 0o755);
  }
  return undefined;
}

/** Step by step, since a task may have put a link in the volume that leads out of it. */
function makeWithin(root: string, subPath: string): string | undefined {
  mkdirSync(root, { recursive: true });
  let path = root;
  for (const name of subPath.split("/")) {
    path = join(path, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(path);
    else if (!found.isDirectory())
      return `the sub-path \`${subPath}\` of the volume \`${root}\` is no folder of it: \`${name}\` is a file or a link`;
  }
  return undefined;
}

function writeReadable(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o644);
}
