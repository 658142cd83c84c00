import { hasErrors, sortDiagnostics } from "@typeline/diagnostics";
import { compileOnce, compileRequest } from "../compile-sources.ts";
import { exitCode } from "../errors.ts";
import type { CompileFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { report } from "../report.ts";
import { configReader, readRequest } from "../request.ts";

/**
 * `typeline compile --dump PASS`, for those who work on the compiler: what a pass made, on standard output, and no file
 * written. Returns the exit code.
 */
export async function dumpCommand(args: readonly string[], flags: CompileFlags, host: Host): Promise<number> {
  const request = await readRequest(args, flags, host, configReader(host));
  const compilation = await compileRequest(request, host, compileOnce(host), { dump: flags.dump });
  const diagnostics = sortDiagnostics([...request.diagnostics, ...compilation.diagnostics]);
  await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
  if (compilation.dump !== undefined) host.stdout.write(`${compilation.dump}\n`);
  return hasErrors(diagnostics) ? exitCode.failed : exitCode.ok;
}
