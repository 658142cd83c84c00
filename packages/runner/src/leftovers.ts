import { readdirSync, readFileSync } from "node:fs";
import { killContainers } from "./executors/container/leftovers.ts";
import type { RunFolder } from "./store/run-folder.ts";

/** Ends what an earlier process of the run has started and nobody ended: its containers, and processes by a variable that all have. */
export async function killLeftovers({ runId, before }: RunFolder): Promise<void> {
  for (const pid of processes()) {
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
      if (variables.includes(`TYPELINE_RUN=${runId}`)) process.kill(pid, "SIGKILL");
    } catch {
      // It has ended, or is another user's.
    }
  }
  const executors = new Set(before.flatMap((entry) => (entry.type === "task-started" ? [entry.executor] : [])));
  for (const engine of ["docker", "podman"] as const) if (executors.has(engine)) await killContainers(runId, engine);
}

/** All processes but this one. None where there is no `/proc`. */
function processes(): number[] {
  try {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid);
  } catch {
    return [];
  }
}
