import { resolve } from "node:path";
import { type Diagnostic, hasErrors, palette, sortDiagnostics, wantsColor } from "@typeline/diagnostics";
import { type Finding, locate, type PipelineDocument } from "@typeline/ir";
import { type DryRequest, type Engine, type KubernetesObject, runOptions, Secrets, type Submission } from "@typeline/submit";
import { sourceOf } from "../documents.ts";
import { exitCode, Failure, UsageError } from "../errors.ts";
import { parseArtifactRoot, type SubmitFlags, type SubmitTarget } from "../flags.ts";
import type { Host } from "../host.ts";
import { findConfig, startFolder } from "../project.ts";
import { report } from "../report.ts";
import { readSubject, type Subject } from "../run/document.ts";
import { type RunSettings, readRunSettings } from "../run/settings.ts";
import { readRunInputs } from "../run-inputs.ts";
import { connect, connectionOf, targetOf, textOf } from "../submit/connect.ts";
import { followRun } from "../submit/follow.ts";
import { requestLines, requestRecords } from "../submit/requests.ts";

/**
 * `typeline submit`: a pipeline on an engine. What happens is told on standard error; the id of the run or schedule is the result.
 *
 * @returns the exit code: failed where the sources, the submission or, when it is waited for, the run did
 * @throws UsageError, Failure
 */
export async function submitCommand(source: string | undefined, flags: SubmitFlags, host: Host): Promise<number> {
  refuseContradictions(source, flags);
  const secrets = new Secrets();
  const requests: DryRequest[] = [];
  try {
    const code =
      source === undefined ? await operate(flags, secrets, requests, host) : await submit(source, flags, secrets, requests, host);
    if (flags.dryRun && code === exitCode.ok) show(requests, flags, secrets, host);
    return code;
  } catch (error) {
    // By its name: each file of the built command line has classes of its own.
    if (error instanceof Error && error.name === "SubmitError") throw new Failure(secrets.mask(error.message));
    throw error;
  }
}

function refuseContradictions(
  source: string | undefined,
  { follow, cancel, retry, wait, dryRun, param, params, requestId }: SubmitFlags,
): void {
  const operations = [follow && "--follow", cancel && "--cancel", retry && "--retry"].filter((flag) => typeof flag === "string");
  if (operations.length > 1) throw new UsageError(`${operations.join(" and ")} cannot be used together.`);
  const [operation] = operations;
  if (source === undefined && operation === undefined)
    throw new UsageError(
      "no SOURCE: name a `.ts` file, a folder or a compiled pipeline, or an earlier run with `--follow`, `--cancel` or `--retry`.",
    );
  if (source !== undefined && operation !== undefined)
    throw new UsageError(`\`${operation}\` is about a run that was submitted before: it takes no SOURCE.`);
  if (operation !== undefined && (param !== undefined || params !== undefined || requestId !== undefined))
    throw new UsageError(`inputs and \`--request-id\` cannot be used with \`${operation}\`.`);
  if (dryRun && (wait || follow !== undefined)) throw new UsageError("`--dry-run` starts nothing that could be followed.");
}

/** What is done with a run that was submitted before. */
async function operate(flags: SubmitFlags, secrets: Secrets, requests: DryRequest[], host: Host): Promise<number> {
  const settings = await readRunSettings(findConfig(startFolder([], host.cwd)), flags, host);
  if (await reportErrors(settings.diagnostics, flags, host)) return exitCode.failed;
  const target = targetOf(flags, settings.environment);
  const engine = await open(target, flags, settings, secrets, requests, host);
  const id = flags.follow ?? flags.cancel ?? flags.retry!;
  if (flags.cancel !== undefined) await engine.cancel(id);
  else if (flags.retry !== undefined) await engine.retry(id);
  if (flags.dryRun) return exitCode.ok;
  if (flags.cancel !== undefined) host.stderr.write(`Cancelled the run ${id}.\n`);
  if (flags.retry !== undefined) host.stderr.write(`The run ${id} goes on.\n`);
  if (flags.follow === undefined && !flags.wait) return exitCode.ok;
  return wait(engine, { id, target }, flags, secrets, host);
}

async function submit(source: string, flags: SubmitFlags, secrets: Secrets, requests: DryRequest[], host: Host): Promise<number> {
  const configFile = findConfig(startFolder([source], host.cwd));
  // Only an environment can say where to, and compiling has to know.
  const early = flags.to === undefined ? await readRunSettings(configFile, flags, host) : undefined;
  if (early !== undefined && (await reportErrors(early.diagnostics, flags, host))) return exitCode.failed;
  const target = targetOf(flags, early?.environment);
  const subject = await readSubject(source, flags, host, undefined, target);
  const { document, settings } = subject;
  const { manifests, diagnostics: ofArgo } = await manifestsFor(target, subject, flags, settings);
  const diagnostics = sortDiagnostics([...subject.diagnostics, ...ofArgo]);
  const failed = hasErrors(diagnostics);
  await report(diagnostics, failed && flags.json ? "json" : "pretty", host.stderr, flags, host);
  if (document === undefined || failed) return exitCode.failed;

  const { schedule } = runOptions(document);
  const installs = flags.schedule ?? (settings.environment?.["schedules"] === true && schedule !== undefined);
  if (flags.schedule && settings.environment?.["schedules"] === false)
    throw new UsageError("the environment installs no schedules (`schedules: false`): leave out `--schedule`, or pass another `--env`.");
  if (installs && (flags.wait || flags.requestId !== undefined))
    throw new UsageError(
      "a schedule starts runs later: `--wait` and `--request-id` are about one run. Pass `--no-schedule` to start one now.",
    );
  const submission = submissionOf(document, installs ? (schedule?.inputs ?? {}) : {}, flags, settings, host);
  const engine = await open(target, flags, settings, secrets, requests, host, manifests);
  const { name } = document.spec.pipelineInfo;
  if (installs) {
    const { id } = await engine.install(submission);
    if (!flags.dryRun)
      result({ engine: target, pipeline: name, schedule: id }, id, `Installed the schedule of ${name}: ${engine.description}`, flags, host);
    return exitCode.ok;
  }
  const { id, url } = await engine.submit(submission);
  if (flags.dryRun) return exitCode.ok;
  host.stderr.write(`Submitted ${name}: ${engine.description}\n${url === undefined ? "" : `  ${url}\n`}`);
  if (flags.wait) return wait(engine, { id, target, pipeline: name, url }, flags, secrets, host);
  result({ engine: target, pipeline: name, run: id, url }, id, undefined, flags, host);
  return exitCode.ok;
}

function submissionOf(
  document: PipelineDocument,
  fallback: Submission["parameters"],
  flags: SubmitFlags,
  { environment }: RunSettings,
  host: Host,
): Submission {
  const { parameters, artifacts } = readRunInputs(document, { p: flags.param, params: flags.params, fallback }, host.cwd);
  return {
    document,
    parameters,
    artifacts,
    experiment: flags.experiment ?? host.env["KF_PIPELINES_DEFAULT_EXPERIMENT_NAME"],
    runName: flags.name,
    requestId: flags.requestId,
    root: flags.root ?? textOf(environment, "root"),
    serviceAccount: flags.serviceAccount ?? textOf(environment, "serviceAccount"),
  };
}

function open(
  target: SubmitTarget,
  flags: SubmitFlags,
  { environment }: RunSettings,
  secrets: Secrets,
  requests: DryRequest[],
  host: Host,
  manifests: readonly KubernetesObject[] = [],
): Promise<Engine> {
  const { tokenFile, ...connection } = connectionOf(target, flags, environment);
  return connect(
    target,
    {
      ...connection,
      tokenFile: tokenFile === undefined ? undefined : resolve(host.cwd, tokenFile),
      env: host.env,
      secrets,
      dryRun: flags.dryRun ? (request) => void requests.push(request) : undefined,
    },
    () => manifests,
  );
}

/** What Argo is given, where that is where to; it is loaded for those who ask for it. */
async function manifestsFor(
  target: SubmitTarget,
  { document, folder }: Subject,
  flags: SubmitFlags,
  { environment }: RunSettings,
): Promise<{ readonly manifests: readonly KubernetesObject[]; readonly diagnostics: readonly Diagnostic[] }> {
  if (target !== "argo" || document === undefined) return { manifests: [], diagnostics: [] };
  const { argoManifests } = await import("../argo.ts");
  const locateIn = (finding: Finding) => sourceOf(locate(finding, document), resolve(folder, "pipeline.yaml"));
  const root = flags.root ?? textOf(environment, "root");
  return argoManifests(document, locateIn, { artifactRoot: root === undefined ? undefined : parseArtifactRoot(root) });
}

/** Follows a run: its end decides. */
async function wait(
  engine: Engine,
  {
    id,
    target,
    ...about
  }: { readonly id: string; readonly target: SubmitTarget; readonly pipeline?: string; readonly url?: string | undefined },
  flags: SubmitFlags,
  secrets: Secrets,
  host: Host,
): Promise<number> {
  const colors = palette(wantsColor({ noColor: !flags.color, env: host.env, isTTY: host.stderr.isTTY }));
  const ended = await followRun(engine, id, flags.logs, secrets, colors, host);
  if (ended === undefined) {
    host.stderr.write(`The run ${id} goes on. To stop it: typeline submit --to ${target} --cancel ${id}\n`);
    host.exit(exitCode.failed);
    return exitCode.failed;
  }
  const { state, message } = ended;
  result(
    { engine: target, run: id, ...about, state, ...(message !== undefined && { message: secrets.mask(message) }) },
    id,
    undefined,
    flags,
    host,
  );
  return state === "succeeded" ? exitCode.ok : exitCode.failed;
}

/** The result on standard output: the id alone, for scripts, or with `--json` all that is known. */
function result(record: object, id: string, told: string | undefined, { json }: SubmitFlags, { stdout, stderr }: Host): void {
  if (told !== undefined) stderr.write(`${told}\n`);
  stdout.write(json ? `${JSON.stringify(record, undefined, 2)}\n` : `${id}\n`);
}

function show(requests: readonly DryRequest[], { json }: SubmitFlags, secrets: Secrets, { stdout }: Host): void {
  stdout.write(secrets.mask(json ? `${JSON.stringify(requestRecords(requests), undefined, 2)}\n` : requestLines(requests)));
}

async function reportErrors(diagnostics: RunSettings["diagnostics"], flags: SubmitFlags, host: Host): Promise<boolean> {
  if (!hasErrors(diagnostics)) return false;
  await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
  return true;
}
