import { chmodSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Attempt, AttemptIo } from "../executor.ts";
import type { Engine } from "./engine.ts";
import { mountArgument } from "./mount.ts";

const ALL_MAY_ENTER_AND_WRITE = 0o777;
const ALL_MAY_READ_AND_WRITE = 0o666;

/** The folders that the task writes in. */
function writable({ folder, workspace, mounts }: Attempt): string[] {
  return [folder, ...(workspace === undefined ? [] : [workspace]), ...mounts.flatMap((mount) => (mount.readOnly ? [] : [mount.folder]))];
}

/**
 * Lets any user write in the task's folder, and at the top of its volumes: the user of a container is seldom the one who runs us.
 * Volumes within the folder are not touched: the secrets among them are shielded by their modes.
 */
export function openFolders(attempt: Attempt): void {
  const [own, ...shared] = writable(attempt);
  for (const folder of shared) chmod(folder, ALL_MAY_ENTER_AND_WRITE);
  openTree(own!, (path) => attempt.mounts.some(({ folder }) => `${folder}/`.startsWith(`${path}/`)));
}

function openTree(folder: string, leave: (path: string) => boolean): void {
  chmod(folder, ALL_MAY_ENTER_AND_WRITE);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (leave(path)) continue;
    if (entry.isDirectory()) openTree(path, leave);
    else if (entry.isFile()) chmod(path, ALL_MAY_READ_AND_WRITE);
  }
}

/** What belongs to somebody else was made by a container, which has to do with it as it is. */
function chmod(path: string, bits: number): void {
  try {
    chmodSync(path, lstatSync(path).mode | bits);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}

/**
 * Makes what the container left readable and removable for us. Root needs nothing; others do not own what a container's other users
 * wrote, and let the engine change its modes.
 */
export async function reclaimFolders(engine: Engine, attempt: Attempt, image: string, io: AttemptIo): Promise<void> {
  const user = process.getuid?.() ?? 0;
  const folders = user === 0 ? [] : writable(attempt).filter((folder) => hasForeign(folder, user));
  if (folders.length === 0) return;
  const { code } = await engine.call(
    engine.name === "podman" ? ["unshare", "chmod", "-R", "a+rwX", ...folders] : inContainer(folders, image),
  );
  if (code === 0) return;
  const list = folders.map((folder) => `\`${folder}\``).join(", ");
  io.output("stderr", Buffer.from(`${engine.name}: files in ${list} belong to the container's user, and could not be made ours\n`));
}

function inContainer(folders: readonly string[], image: string): string[] {
  const mounts = folders.map((folder) => mountArgument(folder, folder, false));
  return [
    "run",
    "--rm",
    "--pull=never",
    "--network=none",
    "--user=0:0",
    "--security-opt=label=disable",
    ...mounts,
    "--entrypoint=chmod",
    image,
    "-R",
    "a+rwX",
    ...folders,
  ];
}

function hasForeign(folder: string, user: number): boolean {
  try {
    if (lstatSync(folder).uid !== user) return true;
    return readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? hasForeign(path, user) : lstatSync(path).uid !== user;
    });
  } catch {
    return true;
  }
}
