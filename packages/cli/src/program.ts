import { Command, Option } from "commander";
import {
  argoKinds,
  type CommonFlags,
  checkFormats,
  dumpPasses,
  executors,
  logChoices,
  oneOf,
  parseAge,
  parseArtifactRoot,
  parseCompileFormat,
  parseConcurrency,
  parseMemoize,
  parseTarget,
  parseTime,
  submitTargets,
} from "./flags.ts";
import type { Host } from "./host.ts";

/** What the parsed command line asks for: run it to get the exit code. */
export type Action = () => Promise<number>;

/**
 * The command line as commander sees it. Commands are loaded when they are called.
 *
 * @param hostIn gives the host for a working folder, that of `-C`
 * @param chosen gets the action of the command that was called
 */
export function createProgram(hostIn: (folder: string | undefined) => Host, version: string, chosen: (action: Action) => void): Command {
  const program = new Command("typeline")
    .description("Typed TypeScript pipelines, compiled for Kubeflow Pipelines.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .enablePositionalOptions()
    .showSuggestionAfterError();
  common(program);

  const environment = () => new Option("--env <name>", "an environment of typeline.config.ts");
  const target = () => new Option("--target <target>", "kfp, kfp@2.17, vertex, argo or local").argParser(parseTarget);

  common(program.command("compile"))
    .description("Compiles pipelines: writes dist/<pipeline>.yaml for each, or dist/<pipeline>.argo.yaml with --target argo.")
    .argument(
      "[source...]",
      "a .ts file, a folder of them, FILE#name for one pipeline, or with --target argo a compiled one; without any, the configuration's sources",
    )
    .option("-o, --output <path>", "a file, a folder (or any path that ends in /), or - for standard output")
    .addOption(target())
    .addOption(
      new Option("--format <format>", "yaml, json, or k8s: resources of Kubernetes, for KFP to read").argParser(parseCompileFormat),
    )
    .option("--split", "with --format k8s: a file for each resource")
    .option("--check", "write nothing; fail if the files on disk differ")
    .option("--watch", "compile again at every change")
    .addOption(new Option("--dump <pass>", `print what a pass made: ${dumpPasses.join(", ")}`).argParser(oneOf("--dump", dumpPasses)))
    .addOption(new Option("--argo-kind <kind>", `of --target argo: ${argoKinds.join(" or ")}`).argParser(oneOf("--argo-kind", argoKinds)))
    .addOption(
      new Option("--artifact-root <uri>", "of --target argo: the artifact repository, for URIs of artifacts").argParser(parseArtifactRoot),
    )
    .addOption(new Option("--memoize <time>", "of --target argo: keep results this long and use them again").argParser(parseMemoize))
    .addOption(environment())
    .option("--json", "diagnostics as a JSON array, on standard error")
    .action((sources: string[], _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/compile.ts")).compileCommand(sources, flags, hostIn(folder)));
    });

  common(program.command("check"))
    .description("Looks for mistakes in pipelines, and in compiled ones.")
    .argument("[source...]", "a .ts file, a folder of them, or a compiled pipeline; without any, the configuration's sources")
    .addOption(target())
    .addOption(new Option("--format <format>", checkFormats.join(", ")).argParser(oneOf("--format", checkFormats)))
    .option("--fix", "apply the fixes that diagnostics offer")
    .addOption(environment())
    .option("--json", "the same as --format json")
    .action((sources: string[], _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/check.ts")).checkCommand(sources, flags, hostIn(folder)));
    });

  const runsDirectory = () => new Option("--runs-dir <dir>", "where runs are kept (default: .typeline/runs)");

  common(program.command("run"))
    .description("Runs a pipeline, or one component, on this machine.")
    .argument(
      "[source]",
      "a .ts file, a folder, or a compiled pipeline; FILE#name for one pipeline or component; with --resume, not needed",
    )
    .option("-p, --param <name=value>", "an input: JSON for lists and objects, @FILE for a file's content, a path for an artifact", collect)
    .option("--params <file>", "inputs as YAML or JSON")
    .addOption(new Option("--executor <executor>", `what runs tasks: ${executors.join(", ")}`).argParser(oneOf("--executor", executors)))
    .addOption(new Option("--concurrency <n>", "most tasks at once").argParser(parseConcurrency))
    .option("--secrets <file>", "stands in for the cluster's secrets: lines such as warehouse/token=…")
    .addOption(new Option("--scheduled-at <time>", "when a schedule meant the run to start, in ISO 8601").argParser(parseTime))
    .option("--no-cache", "take nothing from the cache")
    .option("--resume <run>", "go on with an earlier run (its id, the beginning of it, or last): what has finished is not run again")
    .addOption(runsDirectory())
    .addOption(environment())
    .option("--json", "print the run's record on standard output")
    .addHelpText("after", "\nExit code: 0 when the run succeeded, 1 when it failed or was cancelled.")
    .action((source: string | undefined, _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/run.ts")).runCommand(source, flags, hostIn(folder)));
    });

  const runs = common(program.command("runs"))
    .description("Shows earlier runs. A RUN is an id, the beginning of one, or last.")
    .enablePositionalOptions()
    .helpCommand(false);
  common(runs.command("list", { isDefault: true }))
    .description("Lists runs, the newest first. `typeline runs` alone does the same.")
    .addOption(runsDirectory())
    .option("--json", "as a JSON array")
    .action((_own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/runs.ts")).listCommand(flags, hostIn(folder)));
    });
  common(runs.command("show"))
    .description("Shows how a run ended.")
    .argument("<run>")
    .addOption(runsDirectory())
    .option("--json", "print the run's record")
    .action((run: string, _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/runs.ts")).showCommand(run, flags, hostIn(folder)));
    });
  common(runs.command("logs"))
    .description("Prints what the tasks of a run wrote.")
    .argument("<run>")
    .argument("[task]", "the path of a task, or of a group of tasks")
    .option("-f, --follow", "go on until the run has ended")
    .addOption(runsDirectory())
    .action((run: string, task: string | undefined, _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/runs-logs.ts")).logsCommand(run, task, flags, hostIn(folder)));
    });
  common(runs.command("rm"))
    .description("Removes runs that are not running.")
    .argument("[run...]")
    .addOption(new Option("--older-than <age>", "those that started earlier: 7d, 12h").argParser(parseAge))
    .option("--all", "all of them")
    .addOption(runsDirectory())
    .action((ids: string[], _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/runs.ts")).removeCommand(ids, flags, hostIn(folder)));
    });

  common(program.command("submit"))
    .description("Hands a pipeline to an engine, starts a run or installs its schedule, and follows it.")
    .argument("[source]", "a .ts file, a folder, or a compiled pipeline; FILE#name for one pipeline")
    .addOption(new Option("--to <engine>", submitTargets.join(", ")).argParser(oneOf("--to", submitTargets)))
    .option("-p, --param <name=value>", "an input: JSON for lists and objects, @FILE for a file's content, a URI for an artifact", collect)
    .option("--params <file>", "inputs as YAML or JSON")
    .option("--endpoint <address>", "of KFP, of Argo's server, or projects/PROJECT/locations/LOCATION of Vertex AI")
    .option("--namespace <name>", "the namespace of the run")
    .option("--context <name>", "a context of the kubeconfig")
    .option("--token-file <file>", "a file with a bearer token")
    .option("--experiment <name>", "of KFP (default: Default)")
    .option("--name <text>", "what the run is called where people see it")
    .option("--request-id <text>", "the same text never starts a second run")
    .option("--service-account <name>", "whom the run's tasks act for")
    .option("--root <uri>", "where artifacts are stored")
    .option("--schedule", "install the pipeline's schedule in place of a run")
    .option("--no-schedule", "start a run, though the environment installs schedules")
    .option("--wait", "follow the run to its end; the exit code is the run's")
    .addOption(
      new Option("--logs <which>", `with --wait, whose logs to show: ${logChoices.join(", ")}`).argParser(oneOf("--logs", logChoices)),
    )
    .option("--follow <run>", "follow a run that was submitted before, to its end")
    .option("--cancel <run>", "cancel a run that was submitted before")
    .option("--retry <run>", "run again what failed in a run that was submitted before")
    .option("--dry-run", "print the requests, secrets masked, and send none")
    .addOption(environment())
    .option("--json", "print the result on standard output as JSON")
    .addHelpText("after", credentialsHelp)
    .action((source: string | undefined, _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/submit.ts")).submitCommand(source, flags, hostIn(folder)));
    });

  common(program.command("explain"))
    .description("Explains a diagnostic; or why a task of a run ran, was skipped, failed or came from the cache.")
    .argument("<code or run>", "a code such as TL2104, or a run: its id, the beginning of it, or last")
    .argument("[task]", "the path of a task")
    .addOption(runsDirectory())
    .option("--json", "as JSON")
    .action((subject: string, task: string | undefined, _own, command: Command) => {
      const { folder, ...flags } = flagsOf(command);
      chosen(async () => (await import("./commands/explain.ts")).explainCommand(subject, task, flags, hostIn(folder)));
    });

  return program;
}

const credentialsHelp = `
Credentials come from the environment and from files:
  kfp     TYPELINE_TOKEN, or TYPELINE_USERNAME and TYPELINE_PASSWORD (Dex), or the token of the pod;
          without an address, the cluster of the kubeconfig
  argo    the kubeconfig; with an address, TYPELINE_TOKEN or ARGO_TOKEN
  vertex  the application default credentials of Google

Exit code: 0 when it was submitted and, with --wait, succeeded; 1 when it was not, failed, or was left with Ctrl-C.`;

/** An option that is given several times. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A command's flags together with those before its name. `--no-color` counts everywhere; the `-C` that is nearest wins. */
function flagsOf(command: Command): CommonFlags & { folder: string | undefined } {
  const { C: own, color: ownColor, ...flags } = command.opts();
  if (command.parent === null) return { ...flags, folder: own, color: ownColor };
  const { folder, color } = flagsOf(command.parent);
  return { ...flags, folder: own ?? folder, color: ownColor && color };
}

/** What every command takes, before its name and after it. */
function common(command: Command): Command {
  return command.option("-C <dir>", "work in this folder").option("--no-color", "no colours");
}
