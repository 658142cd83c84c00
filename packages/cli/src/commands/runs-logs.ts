import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nearest } from "@typeline/ir";
import { exitCode, UsageError } from "../errors.ts";
import type { RunsFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { followFile, type GrowingFile } from "../run/growing-file.ts";
import { openRuns } from "../run/open-runs.ts";
import { findRun } from "../run/run-ids.ts";

/** Time between two looks at logs that are followed, in milliseconds. */
const LOOK = 200;

/**
 * `typeline runs logs`: the log of one task as it is, those of several with the task's path before each line. Returns the exit code.
 *
 * @param task path of a task, or of a group: then all tasks in it; all of the run when left out
 */
export async function logsCommand(id: string, task: string | undefined, flags: RunsFlags, host: Host): Promise<number> {
  const { runner, directory } = await openRuns(flags, host);
  const run = findRun(id, directory, runner, host.cwd);
  const order = new Map(runner.readRun(run.directory)?.tasks.map(({ path }, index) => [path, index]));
  if (task !== undefined) refuseUnknown(task, [...order.keys(), ...logsOf(run.directory)]);

  const open = new Map<string, GrowingFile>();
  const look = () => {
    const paths = logsOf(run.directory).filter((path) => task === undefined || isWithin(path, task));
    paths.sort((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size));
    for (const path of paths) {
      const file = open.get(path) ?? followFile(join(run.directory, "logs", `${path}.log`));
      open.set(path, file);
      const before = path === task ? "" : `${path} | `;
      file.read((line) => host.stdout.write(`${before}${line}\n`));
    }
  };

  let stopped = false;
  if (flags.follow) void host.interrupted().then(() => (stopped = true));
  let running: boolean;
  do {
    // First whether it runs, then its logs: what it writes last is seen.
    running = flags.follow === true && !stopped && runner.isRunning(run.directory);
    look();
    if (running) await sleep(LOOK);
  } while (running);
  for (const [path, file] of open) file.end((line) => host.stdout.write(`${path === task ? "" : `${path} | `}${line}\n`));
  return exitCode.ok;
}

/** Paths of the tasks that have written something. */
function logsOf(directory: string): string[] {
  try {
    return readdirSync(join(directory, "logs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".log"))
      .map((file) => file.slice(0, -".log".length).split(sep).join("/"))
      .sort();
  } catch {
    return [];
  }
}

function isWithin(path: string, group: string): boolean {
  return path === group || path.startsWith(`${group}/`) || path.startsWith(`${group}[`);
}

function refuseUnknown(task: string, known: readonly string[]): void {
  if (known.some((path) => isWithin(path, task))) return;
  const near = nearest(task, known);
  throw new UsageError(
    `the run has no task \`${task}\`. ${near === undefined ? "`typeline runs show` lists them." : `Did you mean \`${near}\`?`}`,
  );
}
