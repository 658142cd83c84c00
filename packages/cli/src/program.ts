import { Command, Option } from "commander";
import {
  argoKinds,
  type CommonFlags,
  checkFormats,
  dumpPasses,
  oneOf,
  parseArtifactRoot,
  parseCompileFormat,
  parseMemoize,
  parseTarget,
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
    .addOption(new Option("--format <format>", "yaml or json").argParser(parseCompileFormat))
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

  return program;
}

/** A command's flags together with those before its name. `--no-color` counts in both places; the `-C` that is nearer wins. */
function flagsOf(command: Command): CommonFlags & { folder: string | undefined } {
  const { C: own, color: ownColor, ...flags } = command.opts();
  const { C: before, color: colorBefore } = command.parent?.opts() ?? {};
  return { ...flags, folder: own ?? before, color: ownColor && colorBefore };
}

/** What every command takes, before its name and after it. */
function common(command: Command): Command {
  return command.option("-C <dir>", "work in this folder").option("--no-color", "no colours");
}
