import { catalogue, type Page, relativePath } from "@typeline/diagnostics";
import { nearest } from "@typeline/ir";
import type { StoredRun, StoredTask } from "@typeline/runner";
import { exitCode, Failure, UsageError } from "../errors.ts";
import { differences, findEarlier } from "../explain/compare.ts";
import { cacheLines, stateLine } from "../explain/words.ts";
import type { RunsFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { openRuns } from "../run/open-runs.ts";
import { findRun } from "../run/run-ids.ts";
import { tailOf } from "../view/failure.ts";
import { cleanLine, oneLine } from "../view/text.ts";

/**
 * `typeline explain CODE`, `typeline explain RUN TASK`. Returns the exit code.
 *
 * @throws UsageError for a code, run or task that is not known
 */
export async function explainCommand(subject: string, task: string | undefined, flags: RunsFlags, host: Host): Promise<number> {
  if (/^(?:TL|TS)\d+$/i.test(subject)) {
    if (task !== undefined) throw new UsageError(`\`${subject}\` is a diagnostic, which has no tasks: leave out \`${task}\`.`);
    return explainCode(subject.toUpperCase(), flags, host);
  }
  return explainTask(subject, task, flags, host);
}

function explainCode(code: string, flags: RunsFlags, { stdout }: Host): number {
  const page = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (page === undefined) {
    const near = nearest(code, Object.keys(catalogue));
    const hint = code.startsWith("TS")
      ? "It is one of TypeScript's own."
      : near === undefined
        ? "See `docs/diagnostics.md`."
        : `Did you mean \`${near}\`?`;
    throw new UsageError(`there is no page for \`${code}\`. ${hint}`);
  }
  stdout.write(flags.json ? `${JSON.stringify({ code, ...page }, null, 2)}\n` : pageText(code, page));
  return exitCode.ok;
}

function pageText(code: string, { severity, message, help, markdown }: Page): string {
  return `${severity} ${code}: ${message}\n${help === "" ? "" : `${help}\n`}\n${markdown.trim()}\n`;
}

async function explainTask(id: string, name: string | undefined, flags: RunsFlags, host: Host): Promise<number> {
  const { runner, directory } = await openRuns(flags, host);
  const found = findRun(id, directory, runner, host.cwd);
  const run = runner.readRun(found.directory);
  if (run === undefined) throw new Failure(`\`${relativePath(found.directory, host.cwd)}\` holds no run that can be read.`);
  const task = findTask(run, name);
  const cache = runner.readCacheNotes(run.directory).get(task.path);
  const earlier = cache === undefined ? undefined : findEarlier(run, task, runner.listRuns(directory), runner.readCacheNotes);
  if (flags.json) {
    const compared = earlier && cache && { runId: earlier.runId, path: earlier.path, differences: differences(earlier.cache, cache) };
    host.stdout.write(`${JSON.stringify({ runId: run.runId, task, cache: cache ?? null, compared: compared ?? null }, null, 2)}\n`);
    return exitCode.ok;
  }
  const log = task.state === "failed" && task.log !== null ? tailOf(task.log, 20) : [];
  const lines = [
    `Task ${task.path} of run ${run.runId}: component ${task.component}${task.source === null ? "" : `, at ${task.source}`}`,
    stateLine(task),
    ...(task.reason === undefined ? [] : [`Why: ${oneLine(task.reason)}`]),
    ...(task.error === null ? [] : [`Error: ${oneLine(task.error)}`]),
    ...cacheLines(task, cache, earlier),
    ...(log.length === 0 ? [] : ["The end of its log:", ...log.map((line) => `  | ${cleanLine(line)}`)]),
  ];
  host.stdout.write(`${lines.join("\n")}\n`);
  return exitCode.ok;
}

/** By its path, or by the end of its path where only one has that. */
function findTask({ runId, tasks }: StoredRun, name: string | undefined): StoredTask {
  const paths = tasks.map(({ path }) => path);
  if (name === undefined) throw new UsageError(`name a task of run ${runId}: ${some(paths)}.`);
  const exact = tasks.find(({ path }) => path === name);
  const ending = tasks.filter(({ path }) => path.endsWith(`/${name}`));
  if (exact !== undefined || ending.length === 1) return exact ?? ending[0]!;
  if (ending.length > 1)
    throw new UsageError(`run ${runId} has ${ending.length} tasks \`${name}\`: ${some(ending.map(({ path }) => path))}.`);
  const near = nearest(name, paths);
  throw new UsageError(
    `run ${runId} has no task \`${name}\`. ${near === undefined ? `It has: ${some(paths)}.` : `Did you mean \`${near}\`?`}`,
  );
}

function some(paths: readonly string[]): string {
  return paths.length === 0 ? "none" : `${paths.slice(0, 10).join(", ")}${paths.length > 10 ? ", …" : ""}`;
}
