import { existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { palette, relativePath, wantsColor } from "@typeline/diagnostics";
import { exitCode, Failure, UsageError } from "../errors.ts";
import type { RunsFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { type OpenRuns, openRuns } from "../run/open-runs.ts";
import { findRun } from "../run/run-ids.ts";
import { failureLines } from "../view/failure.ts";
import { listing, modelOf, runsTable } from "../view/stored-run.ts";
import { summaryLines } from "../view/summary.ts";
import { plural } from "../view/text.ts";
import { treeLines } from "../view/tree.ts";

/** `typeline runs`: the newest first. Returns the exit code. */
export async function listCommand(flags: RunsFlags, host: Host): Promise<number> {
  const { runner, directory } = await openRuns(flags, host);
  const runs = runner.listRuns(directory);
  if (flags.json)
    host.stdout.write(
      `${JSON.stringify(
        runs.map((run) => listing(run, host.cwd)),
        null,
        2,
      )}\n`,
    );
  else if (runs.length === 0) host.stderr.write(`No runs in ${relativePath(directory, host.cwd)}.\n`);
  else host.stdout.write(`${runsTable(runs, Date.now()).join("\n")}\n`);
  return exitCode.ok;
}

/** `typeline runs show`: the tree as it ended, outputs, metrics, and why it failed. Returns the exit code. */
export async function showCommand(id: string, flags: RunsFlags, host: Host): Promise<number> {
  const { cwd, env, stdout } = host;
  const { runner, directory } = await openRuns(flags, host);
  const found = findRun(id, directory, runner, cwd);
  const run = runner.readRun(found.directory);
  if (run === undefined) throw new Failure(`\`${relativePath(found.directory, cwd)}\` holds no run that can be read.`);
  if (flags.json) {
    stdout.write(`${JSON.stringify(run, null, 2)}\n`);
    return exitCode.ok;
  }
  const colors = palette(wantsColor({ noColor: !flags.color, env, isTTY: stdout.isTTY }));
  const frame = {
    now: Date.now(),
    columns: stdout.columns ?? 100,
    rows: Number.POSITIVE_INFINITY,
    palette: colors,
    unicode: env["TERM"] !== "linux",
  };
  const resume = `typeline run --resume ${run.runId}${flags.runsDir === undefined ? "" : ` --runs-dir ${flags.runsDir}`}`;
  const lines = [
    ...treeLines(modelOf(run), frame),
    ...(run.state === "failed" ? failureLines(run, { cwd, palette: colors, from: cwd, resume }) : []),
    ...summaryLines(run, cwd),
    ...(run.state === "interrupted" || run.state === "cancelled" ? [`To go on: ${resume}`] : []),
  ];
  stdout.write(`${lines.join("\n")}\n`);
  return exitCode.ok;
}

/** `typeline runs rm`: removes folders of runs, never of one that is running. Returns the exit code. */
export async function removeCommand(ids: readonly string[], flags: RunsFlags, host: Host): Promise<number> {
  const { olderThan, all } = flags;
  const ways = [ids.length > 0, olderThan !== undefined, all === true].filter(Boolean).length;
  if (ways !== 1) throw new UsageError("name the runs to remove, or write `--older-than 7d` or `--all`: one of these.");
  const runs = await openRuns(flags, host);
  const chosen =
    ids.length > 0 ? [...new Set(ids.map((id) => findRun(id, runs.directory, runs.runner, host.cwd).directory))] : inBulk(runs, olderThan);
  const running = chosen.filter((folder) => runs.runner.isRunning(folder));
  const others = chosen.filter((folder) => !running.includes(folder));
  for (const folder of others) remove(folder, host.cwd);
  host.stderr.write(`Removed ${plural(others.length, "run")}.\n`);
  if (running.length === 0) return exitCode.ok;
  host.stderr.write(`Left alone, since they are running: ${running.map((folder) => basename(folder)).join(", ")}.\n`);
  return ids.length > 0 ? exitCode.failed : exitCode.ok;
}

function inBulk({ runner, directory }: OpenRuns, olderThan: number | undefined): string[] {
  if (olderThan === undefined) return runner.runFolders(directory).filter(looksLikeRun);
  const before = Date.now() - olderThan;
  return runner.listRuns(directory).flatMap((run) => (Date.parse(run.startedAt) < before ? [run.directory] : []));
}

/** A folder of another kind may be there: `--runs-dir` can be anything. */
function looksLikeRun(folder: string): boolean {
  return ["journal.jsonl", "run.json", "lock"].some((name) => existsSync(join(folder, name)));
}

function remove(folder: string, cwd: string): void {
  if (!looksLikeRun(folder)) throw new Failure(`\`${relativePath(folder, cwd)}\` is no run: it was left alone.`);
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    throw new Failure(`\`${relativePath(folder, cwd)}\` cannot be removed: ${(error as Error).message}`);
  }
}
