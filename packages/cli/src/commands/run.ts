import { resolve } from "node:path";
import { hasErrors, palette, wantsColor } from "@typeline/diagnostics";
import type { PipelineDocument } from "@typeline/ir";
import type { RunInputs, RunOptions, RunRecord } from "@typeline/runner";
import { exitCode, Failure, UsageError } from "../errors.ts";
import type { RunFlags } from "../flags.ts";
import type { Host, RunnerModule } from "../host.ts";
import { findConfig, startFolder } from "../project.ts";
import { report } from "../report.ts";
import { readStoredDocument, readSubject, type Subject } from "../run/document.ts";
import { givenInputs, storedInputs } from "../run/inputs.ts";
import { rememberedSubject, rememberSubject } from "../run/remembered.ts";
import { type FoundRun, findRun } from "../run/run-ids.ts";
import { readSecrets } from "../run/secrets.ts";
import { type RunSettings, readRunSettings, runsDirectoryOf } from "../run/settings.ts";
import { failureLines } from "../view/failure.ts";
import { lineReporter, liveReporter, type Reporter } from "../view/reporters.ts";
import { endingLine, summaryLines } from "../view/summary.ts";

/**
 * `typeline run`: a pipeline from start to end on this machine. What happens is told on standard error; its outputs, or with `--json` its
 * record, are the result.
 *
 * @returns the exit code: failed where the sources or the run did, or it was cancelled
 * @throws UsageError, Failure
 */
export async function runCommand(source: string | undefined, flags: RunFlags, host: Host): Promise<number> {
  refuseContradictions(source, flags);
  let loading: Promise<RunnerModule> | undefined;
  const loadRunner = () => (loading ??= host.loadRunner());

  const plan = await planRun(source, flags, host, loadRunner);
  const { document, settings } = plan.subject;
  // What a run here does otherwise than a cluster, the runner tells itself.
  const diagnostics = plan.subject.diagnostics.filter(({ severity }) => severity !== "note");
  const failed = hasErrors(diagnostics);
  await report(diagnostics, failed && flags.json ? "json" : "pretty", host.stderr, flags, host);
  if (document === undefined || failed) return exitCode.failed;

  const inputs = plan.stored === undefined ? givenInputs(document, flags, host.cwd) : storedInputs(document, plan.stored);
  const options = runOptions(flags, settings, plan, host);
  const record = await follow(document, inputs, options, flags, host, await loadRunner());
  show(record, source, plan.subject, flags, host);
  return record.state === "succeeded" ? exitCode.ok : exitCode.failed;
}

function refuseContradictions(source: string | undefined, { resume, param, params }: RunFlags): void {
  if (source === undefined && resume === undefined)
    throw new UsageError("no SOURCE: name a `.ts` file, a folder or a compiled pipeline, or an earlier run with `--resume`.");
  if (resume !== undefined && (param !== undefined || params !== undefined))
    throw new UsageError(
      `${param === undefined ? "`--params`" : "`-p`"} cannot be used with \`--resume\`: a run goes on with its own inputs.`,
    );
}

/** What to run, and what of an earlier run it goes on with. */
interface Plan {
  readonly subject: Subject;
  readonly resumed?: FoundRun | undefined;
  readonly stored?: RunRecord["inputs"] | undefined;
}

async function planRun(source: string | undefined, flags: RunFlags, host: Host, loadRunner: () => Promise<RunnerModule>): Promise<Plan> {
  const given = source === undefined ? undefined : await subjectOf(source, flags, host, loadRunner);
  if (given !== undefined && flags.resume === undefined) return { subject: given };
  const settings = given?.settings ?? (await readRunSettings(findConfig(startFolder([], host.cwd)), flags, host));
  if (hasErrors(given?.diagnostics ?? settings.diagnostics))
    return { subject: given ?? { diagnostics: settings.diagnostics, settings, folder: host.cwd } };
  const runner = await loadRunner();
  const resumed = findRun(flags.resume!, runsDirectoryOf(flags.runsDir, settings, host.cwd), runner, host.cwd);
  if (runner.isRunning(resumed.directory)) throw new UsageError(`run \`${resumed.runId}\` is still running.`);
  const before = runner.readRun(resumed.directory);
  if (before === undefined) throw new Failure(`run \`${resumed.runId}\` was stopped before it began: start a new one.`);
  return { subject: given ?? (await readStoredDocument(resumed.directory, settings, host)), resumed, stored: before.inputs };
}

/** The subject as it was compiled for an earlier run, if nothing has changed; else compiled, and remembered. */
async function subjectOf(source: string, flags: RunFlags, host: Host, loadRunner: () => Promise<RunnerModule>): Promise<Subject> {
  const remembered = rememberedSubject(source, flags, host);
  if (remembered !== undefined) return remembered;
  const subject = await readSubject(source, flags, host, loadRunner);
  if (!hasErrors(subject.diagnostics)) rememberSubject(source, subject, flags, host);
  return subject;
}

function runOptions(flags: RunFlags, settings: RunSettings, { resumed }: Plan, host: Host): RunOptions {
  const secretsFile = flags.secrets === undefined ? settings.secretsFile : resolve(host.cwd, flags.secrets);
  return {
    cwd: host.cwd,
    runsDirectory: runsDirectoryOf(flags.runsDir, settings, host.cwd),
    executor: flags.executor,
    concurrency: flags.concurrency,
    cache: flags.cache,
    secrets: secretsFile === undefined ? undefined : readSecrets(secretsFile, host.cwd),
    scheduledAt: flags.scheduledAt,
    root: settings.root,
    resume: resumed?.runId,
  };
}

/** Runs, shows the run as it goes, and listens for Ctrl-C: the first cancels, the second ends at once. */
async function follow(
  document: PipelineDocument,
  inputs: RunInputs,
  options: RunOptions,
  flags: RunFlags,
  host: Host,
  runner: RunnerModule,
): Promise<RunRecord> {
  const reporter = reporterFor(flags, host);
  const controller = new AbortController();
  host
    .interrupted()
    .then(() => {
      controller.abort();
      reporter.say("Cancelling: tasks are asked to stop. Ctrl-C again ends at once.");
      return host.interrupted();
    })
    .then(() => {
      reporter.close();
      host.exit(exitCode.failed);
    });
  try {
    return await runner.runDocument(document, inputs, { ...options, signal: controller.signal, onEvent: reporter.onEvent });
  } catch (error) {
    // By its name: each file of the built command line has classes of its own.
    if (error instanceof Error && error.name === "RunnerError") throw new Failure(error.message);
    throw error;
  } finally {
    reporter.close();
  }
}

function reporterFor(flags: RunFlags, { stderr, env }: Host): Reporter {
  const isLive = stderr.isTTY && !env["CI"] && env["TERM"] !== "dumb";
  if (!isLive) return lineReporter(stderr);
  const color = wantsColor({ noColor: !flags.color, env, isTTY: true });
  return liveReporter(stderr, palette(color), env["TERM"] !== "linux");
}

/** The outputs of a run that succeeded, on standard output; why another did not, on standard error. */
function show(
  record: RunRecord,
  source: string | undefined,
  { folder }: Subject,
  flags: RunFlags,
  { cwd, env, stdout, stderr }: Host,
): void {
  const print = (output: typeof stdout, lines: readonly string[]) => output.write(`${lines.join("\n")}\n`);
  if (record.state === "succeeded") print(flags.json ? stderr : stdout, summaryLines(record, cwd));
  else {
    const colors = palette(wantsColor({ noColor: !flags.color, env, isTTY: stderr.isTTY }));
    const resume = resumeCommand(record.runId, source, flags);
    const view = { cwd, palette: colors, from: folder, resume };
    const lines = record.state === "failed" ? failureLines(record, view) : [`To go on: ${resume}`];
    print(stderr, [...lines, endingLine(record, cwd)]);
  }
  if (flags.json) stdout.write(`${JSON.stringify(record, null, 2)}\n`);
}

/** The command that goes on with a run, as a shell takes it. */
function resumeCommand(runId: string, source: string | undefined, { runsDir, secrets, env, executor }: RunFlags): string {
  const options = [
    ["--runs-dir", runsDir],
    ["--secrets", secrets],
    ["--env", env],
    ["--executor", executor],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [flag!, value]));
  return ["typeline", "run", ...(source === undefined ? [] : [source]), "--resume", runId, ...options].map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) || /^[\w./#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
