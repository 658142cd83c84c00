import { resolve } from "node:path";
import { CommanderError } from "commander";
import { exitCode, isExpected, UsageError } from "./errors.ts";
import { isFolder } from "./files.ts";
import type { Host } from "./host.ts";
import { type Action, createProgram } from "./program.ts";

/**
 * Runs the command line.
 *
 * @param args without the program's name
 * @returns the exit code; never rejects
 */
export async function main(args: readonly string[], host: Host): Promise<number> {
  try {
    const action = parse(args, host);
    return action === undefined ? exitCode.ok : await action();
  } catch (error) {
    return explain(error, host);
  }
}

/** `undefined` where the help or the version was asked for, and printed. */
function parse(args: readonly string[], host: Host): Action | undefined {
  let action: Action | undefined;
  const program = createProgram(
    (folder) => inFolder(folder, host),
    host.version,
    (chosen) => {
      action = chosen;
    },
  );
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])])
    command.exitOverride().configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns ?? 100,
    });
  program.parse(args, { from: "user" });
  return action;
}

/** @throws UsageError where `-C` names no folder */
function inFolder(folder: string | undefined, host: Host): Host {
  if (folder === undefined) return host;
  const cwd = resolve(host.cwd, folder);
  if (!isFolder(cwd)) throw new UsageError(`\`-C ${folder}\` is not a folder.`);
  return { ...host, cwd };
}

/** One line for the user; a stack only for those who look for our mistake. */
function explain(error: unknown, { stderr, env }: Host): number {
  // Commander has printed its own line by now.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (isExpected(error)) {
    stderr.write(`typeline: ${error.message}\n`);
    return error.exitCode;
  }
  const [line] = String(error instanceof Error ? error.message : error).split("\n");
  stderr.write(`typeline: internal error: ${line}\nThis is a bug of typeline (exit ${exitCode.bug}); TYPELINE_DEBUG=1 shows where.\n`);
  if (env["TYPELINE_DEBUG"] && error instanceof Error) stderr.write(`${error.stack}\n`);
  return exitCode.bug;
}
