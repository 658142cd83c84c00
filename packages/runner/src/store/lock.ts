import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Locks of this process: one with its number that is not among these was left by an earlier process with the same number. */
const held = new Set<string>();

/** Takes a lock file for this process. @returns the process that has it, if another one does */
export function takeLock(path: string): number | undefined {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startOf(process.pid) ?? ""}`);
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
      removeStale(path);
    }
    return lockOwner(path) ?? 0;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes the lock of a process that is gone; not the one that another process has taken in its place meanwhile. */
function removeStale(path: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (lockOwner(aside) !== undefined) linkSync(aside, path);
  } catch {
    // Another process was first.
  } finally {
    rmSync(aside, { force: true });
  }
}

export function releaseLock(path: string): void {
  held.delete(path);
  rmSync(path, { force: true });
}

/** The process that holds a lock; undefined where there is none, or the one that left it is gone. */
export function lockOwner(path: string): number | undefined {
  let owner: number;
  let start: string | undefined;
  try {
    const [pid, ...rest] = readFileSync(path, "utf8").split(" ");
    owner = Number(pid);
    start = rest[0] || undefined;
  } catch {
    return undefined;
  }
  if (owner === process.pid) return held.has(path) ? owner : undefined;
  if (!(owner > 0) || !isAlive(owner)) return undefined;
  // Numbers are used again, after a restart of the machine and in containers.
  return start === undefined || start === (startOf(owner) ?? start) ? owner : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * What tells a process from another one with the same number: when it started, in ticks since the machine did, and which start of the
 * machine that was; "gone" for one that has ended, but that its parent has not asked about. Undefined where there is no `/proc`.
 */
function startOf(pid: number): string | undefined {
  try {
    // The name of the program, in parentheses, may hold anything: `proc(5)`.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[0] === "Z" ? "gone" : `${fields[19]}-${boot}`;
  } catch {
    return undefined;
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
