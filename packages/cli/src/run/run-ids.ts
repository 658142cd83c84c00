import { basename, join } from "node:path";
import { relativePath } from "@typeline/diagnostics";
import { nearest } from "@typeline/ir";
import { UsageError } from "../errors.ts";
import type { RunnerModule } from "../host.ts";

/** A run that a user names. */
export interface FoundRun {
  readonly runId: string;
  /** Absolute path. */
  readonly directory: string;
}

/**
 * Finds a run by its id, the beginning of one, or `last`: the one that started last.
 *
 * @throws UsageError where there is none, or more than one
 */
export function findRun(text: string, runsDirectory: string, runner: Pick<RunnerModule, "listRuns" | "runFolders">, cwd: string): FoundRun {
  const found = (directory: string) => ({ runId: basename(directory), directory });
  if (text === "last") {
    const [last] = runner.listRuns(runsDirectory);
    if (last !== undefined) return found(last.directory);
    throw new UsageError(`there are no runs in \`${relativePath(runsDirectory, cwd)}\`.`);
  }
  const ids = runner.runFolders(runsDirectory).map((folder) => basename(folder));
  const matching = ids.filter((id) => id.startsWith(text));
  if (ids.includes(text) || matching.length === 1) return found(join(runsDirectory, ids.includes(text) ? text : matching[0]!));
  if (matching.length > 1)
    throw new UsageError(
      `${matching.length} runs begin with \`${text}\`: ${matching.sort().slice(-5).join(", ")}${matching.length > 5 ? ", …" : ""}.`,
    );
  const near = nearest(text, ids);
  const hint = near === undefined ? "`typeline runs` lists them." : `Did you mean \`${near}\`?`;
  throw new UsageError(`there is no run \`${text}\` in \`${relativePath(runsDirectory, cwd)}\`. ${hint}`);
}
