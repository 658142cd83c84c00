import { dirname } from "node:path";
import type { Compilation, CompiledPipeline, CompileOptions } from "@typeline/compiler";
import { type Diagnostic, diagnose, hasErrors, messages, relativePath, sortDiagnostics } from "@typeline/diagnostics";
import { readDocuments } from "./documents.ts";
import { compareWithDisk, type Emitted, emit } from "./emit.ts";
import { exitCode } from "./errors.ts";
import { writeAtomically } from "./files.ts";
import type { CompileFlags } from "./flags.ts";
import type { Host } from "./host.ts";
import { standardOutput } from "./outputs.ts";
import { report } from "./report.ts";
import { compileOptions, configReader, outputFolder, type Request, readRequest } from "./request.ts";
import { readSettings } from "./settings.ts";
import { showCompilation } from "./show.ts";
import { stampPath, writeStamp } from "./stamp.ts";

/** Compiles, writes or compares, and remembers. Returns the exit code. */
export async function compileSources(args: readonly string[], flags: CompileFlags, host: Host): Promise<number> {
  const request = await readRequest(args, flags, host, configReader(host));
  const compilation = await compileRequest(request, host, compileOnce(host));
  const { files, diagnostics } = await emitRequest(request, compilation, flags, host);
  if (flags.check) return checkFiles(files, diagnostics, flags, host);
  if (hasErrors(diagnostics)) {
    await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
    return exitCode.failed;
  }
  const emitted = files.map(writeEmitted);
  writeStamp(
    stampPath(args, flags, host),
    {
      args,
      inputs: inputsOf(request, compilation),
      buildEnv: Object.keys(compilation.buildEnv),
      diagnostics,
      emitted: emitted.map(({ written: _, ...record }) => record),
    },
    host,
  );
  await showCompilation(diagnostics, emitted, flags, host);
  return exitCode.ok;
}

type Compile = (options: CompileOptions) => Promise<Compilation>;

/** Loads the compiler at the first source. */
export function compileOnce(host: Host): Compile {
  return async (options) => (await host.loadCompiler()).compile(options);
}

const nothing: Compilation = { pipelines: [], diagnostics: [], inputs: [], buildEnv: {} };

/** Does not ask the compiler where there is no source for it, or where the request itself is wrong. */
export async function compileRequest(
  request: Request,
  host: Host,
  compile: Compile,
  more: Pick<CompileOptions, "checkOnly" | "dump"> = {},
): Promise<Compilation> {
  if (request.sources.typescript.length === 0 || hasErrors(request.diagnostics)) return nothing;
  return compile({ ...compileOptions(request, host), ...more });
}

/** The texts of the compiled pipelines, and all that was found on the way to them. */
export async function emitRequest(
  request: Request,
  compilation: Compilation,
  flags: CompileFlags,
  host: Host,
): Promise<{ files: readonly Emitted[]; diagnostics: readonly Diagnostic[] }> {
  const { configFile } = request;
  const settings = configFile === undefined ? undefined : readSettings(compilation.config ?? {}, configFile);
  const given = compiledBefore(request, flags, host);
  const found = [...request.diagnostics, ...given.diagnostics, ...compilation.diagnostics, ...(settings?.diagnostics ?? [])];
  if (hasErrors(found)) return { files: [], diagnostics: sortDiagnostics(found) };
  const folder = outputFolder(configFile, settings?.outDir, host.cwd);
  const { files, diagnostics } = await emit([...compilation.pipelines, ...given.pipelines], flags, host.cwd, folder);
  const all = sortDiagnostics([...found, ...diagnostics]);
  return { files: hasErrors(all) ? [] : files, diagnostics: all };
}

/** Sources that are compiled pipelines already: Argo's manifests can be made of them too, and nothing else. */
function compiledBefore(
  { sources }: Request,
  { target }: CompileFlags,
  { cwd }: Host,
): { pipelines: CompiledPipeline[]; diagnostics: readonly Diagnostic[] } {
  if (target?.engine !== "argo")
    return {
      pipelines: [],
      diagnostics: sources.documents.map((file) => diagnose(messages.documentCannotBeCompiled({ source: relativePath(file, cwd) }))),
    };
  const { documents, diagnostics } = readDocuments(sources.documents, cwd, target.engine);
  const pipelines = documents.map(({ file, document }): CompiledPipeline => {
    const { name } = document.spec.pipelineInfo;
    return { name, exportName: name, file, root: dirname(file), document };
  });
  return { pipelines, diagnostics };
}

/** Writes a file where its text is new; standard output is left to the end. */
export function writeEmitted({ path, text, tasks, bytes }: Emitted) {
  if (path === standardOutput) return { path, tasks, bytes, text, written: true };
  return { path, tasks, bytes, written: writeAtomically(path, text) };
}

/** Every file that a request's result depends on. */
export function inputsOf(request: Request, compilation: Compilation): string[] {
  return [
    ...new Set([
      ...compilation.inputs,
      ...request.sources.documents,
      ...request.sources.candidates,
      ...(request.configFile === undefined ? [] : [request.configFile]),
    ]),
  ];
}

async function checkFiles(files: readonly Emitted[], found: readonly Diagnostic[], flags: CompileFlags, host: Host): Promise<number> {
  const diagnostics = sortDiagnostics([...found, ...compareWithDisk(files, host.cwd)]);
  await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
  return hasErrors(diagnostics) ? exitCode.failed : exitCode.ok;
}
