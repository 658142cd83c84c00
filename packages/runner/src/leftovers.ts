import { killContainers } from "./executors/container/leftovers.ts";
import { killByVariable } from "./executors/escaped.ts";
import type { RunFolder } from "./store/run-folder.ts";

/** Ends what an earlier process of the run has started and nobody ended: its containers, and processes by a variable that all have. */
export async function killLeftovers({ runId, before }: RunFolder): Promise<void> {
  killByVariable("TYPELINE_RUN", runId);
  const executors = new Set(before.flatMap((entry) => (entry.type === "task-started" ? [entry.executor] : [])));
  for (const engine of ["docker", "podman"] as const) if (executors.has(engine)) await killContainers(runId, engine);
}
