import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Locks of this process: one with its number that is not among these was left by an earlier process with the same number. */
const held = new Set<string>();

/** Takes a lock file for this process. @returns the process that has it, if another one does */
export function takeLock(path: string): number | undefined {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(own, path);
        held.add(path);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const owner = lockOwner(path);
      if (owner !== undefined) return owner;
      rmSync(path, { force: true });
    }
    return lockOwner(path) ?? 0;
  } finally {
    rmSync(own, { force: true });
  }
}

export function releaseLock(path: string): void {
  held.delete(path);
  rmSync(path, { force: true });
}

/** The process that holds a lock; undefined where there is none, or the one that left it is gone. */
export function lockOwner(path: string): number | undefined {
  let owner: number;
  try {
    owner = Number(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
  if (owner === process.pid) return held.has(path) ? owner : undefined;
  return owner > 0 && isAlive(owner) ? owner : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Does something while no other process does it. Waits for its turn. @throws the signal's reason */
export async function withLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  while (takeLock(path) !== undefined) await setTimeout(100, undefined, { signal });
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}
