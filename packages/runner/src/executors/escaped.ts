import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds from the end of a process to the close of its streams, where nothing holds them open. */
const USUAL = 200;
/** After so many milliseconds its streams are closed by force. */
const LONGEST = 2000;

/** Ends processes that have left their group, by a variable of their environment. None where there is no `/proc`. */
export function killByVariable(name: string, value: string): void {
  for (const pid of processes()) {
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
      if (variables.includes(`${name}=${Buffer.from(value).toString("latin1")}`)) process.kill(pid, "SIGKILL");
    } catch {
      // It has ended, or is another user's.
    }
  }
}

/**
 * Sees to it that a process that has ended is done with, also where one that it has started holds its streams open: that is ended, and is not
 * waited for.
 *
 * @param attempt what `KFP_POD_UID` is in the environment of all that the attempt has started
 */
export function closeSoon(child: ChildProcess, attempt: string | undefined): void {
  const timers = [
    setTimeout(() => attempt !== undefined && killByVariable("KFP_POD_UID", attempt), USUAL),
    setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, LONGEST),
  ];
  child.once("close", () => timers.forEach(clearTimeout));
}

/** All processes but this one. */
function processes(): number[] {
  try {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid);
  } catch {
    return [];
  }
}
