import { dirname } from "node:path";
import type { Compilation, CompiledPipeline, CompileOptions } from "@typeline/compiler";
import { type Diagnostic, diagnose, hasErrors, messages, relativePath, sortDiagnostics } from "@typeline/diagnostics";
import { findings } from "@typeline/ir";
import { readDocumentFile } from "./documents.ts";
import { compareWithDisk, type Emitted, emit } from "./emit.ts";
import type { KubernetesOptions } from "./emit-kubernetes.ts";
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
  const documents = request.sources.documents.map((file) => readCompiled(file, flags, host.cwd));
  const found = [
    ...request.diagnostics,
    ...documents.flatMap(({ diagnostics }) => diagnostics),
    ...compilation.diagnostics,
    ...(settings?.diagnostics ?? []),
  ];
  if (hasErrors(found)) return { files: [], diagnostics: sortDiagnostics(found) };
  const pipelines = [...compilation.pipelines, ...documents.flatMap(({ pipeline }) => pipeline ?? [])];
  const kubernetes = flags.format === "k8s" ? await kubernetesOptions(request, compilation, host) : undefined;
  const { files, diagnostics } = await emit(pipelines, flags, host.cwd, outputFolder(configFile, settings?.outDir, host.cwd), kubernetes);
  const all = sortDiagnostics([...(kubernetes === undefined ? found : withoutSize(found, pipelines, kubernetes)), ...diagnostics]);
  return { files: hasErrors(all) ? [] : files, diagnostics: all };
}

/** What was too large with its bundles inside may fit without them. */
function withoutSize(
  found: readonly Diagnostic[],
  pipelines: readonly CompiledPipeline[],
  { storeBundles }: KubernetesOptions,
): readonly Diagnostic[] {
  const { code } = messages.workflowSize({ size: "", limit: "", reasons: "" });
  if (!found.some((diagnostic) => diagnostic.code === code)) return found;
  const isLarge = ({ document }: CompiledPipeline) =>
    findings(storeBundles(document).document, "kfp").some(({ message }) => message.code === code);
  return pipelines.some(isLarge) ? found : found.filter((diagnostic) => diagnostic.code !== code);
}

/** A compiled pipeline among the sources: there is nothing to compile in it, but manifests for Argo or KFP's resources can be made of it. */
function readCompiled(
  file: string,
  { format, target }: CompileFlags,
  cwd: string,
): { readonly pipeline?: CompiledPipeline; readonly diagnostics: readonly Diagnostic[] } {
  if (format !== "k8s" && target?.engine !== "argo")
    return { diagnostics: [diagnose(messages.documentCannotBeCompiled({ source: relativePath(file, cwd) }))] };
  const { document, diagnostics } = readDocumentFile(file, cwd, target?.engine);
  if (document === undefined) return { diagnostics };
  const { name } = document.spec.pipelineInfo;
  return { pipeline: { name, exportName: name, file, root: dirname(file), document }, diagnostics };
}

async function kubernetesOptions({ configFile, environment }: Request, { config }: Compilation, host: Host): Promise<KubernetesOptions> {
  const { storeBundles, environmentTarget } = await host.loadCompiler();
  const known = config ?? (configFile === undefined ? undefined : (await configReader(host)(configFile)).config);
  const { namespace } = environmentTarget(known, environment).environment ?? {};
  return { storeBundles, namespace: typeof namespace === "string" ? namespace : undefined };
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
      ...request.sources.candidates,
      ...request.sources.documents,
      ...(request.configFile === undefined ? [] : [request.configFile]),
    ]),
  ];
}

async function checkFiles(files: readonly Emitted[], found: readonly Diagnostic[], flags: CompileFlags, host: Host): Promise<number> {
  const diagnostics = sortDiagnostics([...found, ...compareWithDisk(files, host.cwd)]);
  await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
  return hasErrors(diagnostics) ? exitCode.failed : exitCode.ok;
}
