import type { Compilation, Compiler } from "@typeline/compiler";
import { applyFixes, type Diagnostic, hasErrors, relativePath, sortDiagnostics } from "@typeline/diagnostics";
import { compileRequest } from "../compile-sources.ts";
import { checkDocuments } from "../documents.ts";
import { exitCode, UsageError } from "../errors.ts";
import { writeAtomically } from "../files.ts";
import type { CheckFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { report } from "../report.ts";
import { configReader, type Request, readRequest } from "../request.ts";

/** A fix can uncover the next mistake; fixes that undo each other must come to an end. */
const fixRounds = 10;

/**
 * `typeline check`: diagnostics only.
 *
 * @returns the exit code: failed where an error is left
 * @throws UsageError, Failure
 */
export async function checkCommand(args: readonly string[], flags: CheckFlags, host: Host): Promise<number> {
  if (flags.json && flags.format !== undefined && flags.format !== "json")
    throw new UsageError(`\`--json\` and \`--format ${flags.format}\` cannot be used together.`);
  const format = flags.format ?? (flags.json ? "json" : "pretty");
  const checker = createChecker(args, flags, host);
  try {
    let diagnostics = await checker.check();
    if (flags.fix) diagnostics = await fix(diagnostics, checker, host);
    await report(diagnostics, format, host.stdout, flags, host);
    if (format === "pretty" && diagnostics.length === 0) host.stderr.write("No problems found.\n");
    return hasErrors(diagnostics) ? exitCode.failed : exitCode.ok;
  } finally {
    await checker.close();
  }
}

interface Checker {
  /** @param changed absolute paths of files that were changed since the last check */
  check(changed?: readonly string[]): Promise<readonly Diagnostic[]>;
  close(): Promise<void>;
}

/** One compiler for all rounds, made when there is something for it to compile. */
function createChecker(args: readonly string[], flags: CheckFlags, host: Host): Checker {
  let compiler: Compiler | undefined;
  return {
    async check(changed) {
      const request = await readRequest(args, flags, host, configReader(host));
      const compilation = await compileRequest(
        request,
        host,
        async (options) => {
          compiler ??= (await host.loadCompiler()).createCompiler();
          return compiler.compile(options, changed);
        },
        { checkOnly: true },
      );
      return sortDiagnostics([...request.diagnostics, ...(await judgeDocuments(request, compilation, host)), ...compilation.diagnostics]);
    },
    close: async () => compiler?.close(),
  };
}

/** Compiled pipelines are judged by the same engine as sources are: the command line's, else the environment's. */
async function judgeDocuments({ sources, ...request }: Request, compilation: Compilation, host: Host): Promise<readonly Diagnostic[]> {
  if (sources.documents.length === 0) return [];
  if (request.target !== undefined || request.configFile === undefined) return checkDocuments(sources.documents, host.cwd, request.target);
  const config = compilation.config ?? (await configReader(host)(request.configFile)).config;
  const { target, diagnostics } = (await host.loadCompiler()).environmentTarget(config, request.environment);
  return [...diagnostics, ...checkDocuments(sources.documents, host.cwd, target)];
}

/** Applies fixes until there are none left, and says how many. Returns what remains. */
async function fix(found: readonly Diagnostic[], checker: Checker, host: Host): Promise<readonly Diagnostic[]> {
  const changed = new Set<string>();
  let fixed = 0;
  let diagnostics = found;
  for (let round = 0; round < fixRounds; round++) {
    const { files, applied } = applyFixes(diagnostics.filter(isOurs));
    if (files.size === 0) break;
    for (const [file, text] of files) {
      writeAtomically(file, text);
      changed.add(relativePath(file, host.cwd));
    }
    fixed += applied.length;
    diagnostics = await checker.check([...files.keys()]);
  }
  if (fixed > 0)
    host.stderr.write(`Fixed ${plural(fixed, "problem")} in ${plural(changed.size, "file")}: ${[...changed].sort().join(", ")}.\n`);
  return diagnostics;
}

/** Installed packages are not the author's to change. */
function isOurs({ fixes }: Diagnostic): boolean {
  return (fixes[0]?.edits ?? []).every(({ location }) => !/[/\\]node_modules[/\\]/.test(location.file));
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
