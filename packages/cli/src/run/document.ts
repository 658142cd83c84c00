import { readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { CompiledPipeline } from "@typeline/compiler";
import { type Diagnostic, diagnose, hasErrors, messages, relativePath, sortDiagnostics } from "@typeline/diagnostics";
import { type Engine, kebab, nearest, type PipelineDocument } from "@typeline/ir";
import { readDocumentFile } from "../documents.ts";
import { UsageError } from "../errors.ts";
import { isFile, isFolder } from "../files.ts";
import type { CommonFlags } from "../flags.ts";
import type { CompilerHost } from "../host.ts";
import { findConfig, startFolder } from "../project.ts";
import { type ExpandedSources, expandSources, parseSource } from "../sources.ts";
import { type RunSettings, readRunSettings, runSettings } from "./settings.ts";
import { soloDocument } from "./solo-document.ts";

/** What is to be run. */
export interface Subject {
  /** Missing where there are errors. */
  readonly document?: PipelineDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly settings: RunSettings;
  /** Absolute path of the folder that paths of the source map are relative to; missing for a document that was compiled before. */
  readonly root?: string | undefined;
  /** Absolute path of the folder of the source: TypeScript files of the source map are looked for from there upwards. */
  readonly folder: string;
  /** What the document was made from, where it was compiled without errors: absolute paths, and names of variables. */
  readonly dependencies?: { readonly inputs: readonly string[]; readonly buildEnv: readonly string[] } | undefined;
}

/**
 * Makes the document of a SOURCE: compiles TypeScript, reads a compiled pipeline.
 *
 * @param onCompiling called once TypeScript is at work in its own process
 * @param target the engine that it is to run on
 * @throws UsageError where several pipelines are there to choose from, or the one that is named is not
 */
export async function readSubject(
  text: string,
  flags: CommonFlags,
  host: CompilerHost,
  onCompiling: () => void = () => {},
  target: Engine = "local",
): Promise<Subject> {
  const { path, name } = parseSource(text, host.cwd);
  const configFile = findConfig(startFolder([text], host.cwd));
  const absolute = resolve(host.cwd, path);
  if (/\.(?:ya?ml|json)$/i.test(path) && !isFolder(absolute)) {
    const read = readDocumentFile(absolute, host.cwd, target);
    const settings = await readRunSettings(configFile, flags, host);
    const diagnostics = sortDiagnostics([...settings.diagnostics, ...read.diagnostics]);
    const document = read.document && (name === undefined ? read.document : pickFromDocument(read.document, name, path));
    return { document: hasErrors(diagnostics) ? undefined : document, diagnostics, settings, folder: dirname(absolute) };
  }
  return compileSubject(text, configFile, flags, host, onCompiling, target);
}

async function compileSubject(
  text: string,
  configFile: string | undefined,
  flags: CommonFlags,
  host: CompilerHost,
  onCompiling: () => void,
  target: Engine,
): Promise<Subject> {
  const { path, name } = parseSource(text, host.cwd);
  const folder = isFolder(resolve(host.cwd, path)) ? resolve(host.cwd, path) : dirname(resolve(host.cwd, path));
  const sources = sourcesOf(path, name, host.cwd);
  if (hasErrors(sources.diagnostics)) return { diagnostics: sources.diagnostics, settings: { diagnostics: [] }, folder };
  const compiler = await host.loadCompiler();
  const compiling = compiler.compile({
    cwd: host.cwd,
    sources: sources.typescript,
    configFile,
    environment: flags.env,
    target,
    env: host.env,
  });
  onCompiling();
  const { pipelines, diagnostics, config, inputs, buildEnv } = await compiling;
  const settings = runSettings(config, configFile, flags.env);
  const found = sortDiagnostics([...sources.diagnostics, ...diagnostics, ...settings.diagnostics]);
  if (hasErrors(found)) return { diagnostics: found, settings, folder };
  const { document, root } = pickPipeline(pipelines, name, path, host.cwd);
  const dependencies = {
    inputs: [...new Set([...inputs, ...sources.candidates, ...(configFile === undefined ? [] : [configFile])])],
    buildEnv: Object.keys(buildEnv),
  };
  return { document, root, diagnostics: found, settings, folder, dependencies };
}

/** A folder's files with pipelines; with a name, those alone that export it, if there are any: the others need not be sound. */
function sourcesOf(path: string, name: string | undefined, cwd: string): ExpandedSources {
  const folder = resolve(cwd, path);
  const sources = expandSources([path], cwd);
  if (name === undefined) return sources;
  if (!isFolder(folder)) return { ...sources, typescript: sources.typescript.map((source) => ({ ...source, name })) };
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => isSource(file) && isFile(resolve(folder, file)),
  );
  const exporting = files.filter((file) =>
    exportedNames(readFileSync(resolve(folder, file), "utf8")).some((one) => one === name || kebab(one) === name),
  );
  if (exporting.length === 0) return sources;
  return { ...sources, diagnostics: [], typescript: exporting.sort().map((file) => ({ path: resolve(folder, file), name })) };
}

function isSource(file: string): boolean {
  return /(?<!\.(?:d|test|spec|config))\.ts$/.test(file) && !/(?:^|[/\\])(?:node_modules|\.[^/\\]*)[/\\]/.test(file);
}

function exportedNames(text: string): string[] {
  return [...text.matchAll(/\bexport\s+const\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)].map(([, name]) => name!);
}

function pickPipeline(all: readonly CompiledPipeline[], name: string | undefined, path: string, cwd: string): CompiledPipeline {
  const found = name === undefined ? all : all.filter((one) => one.exportName === name || one.name === name);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = all.map((one) => one.exportName);
  if (first === undefined) throw new UsageError(`\`${path}\` has no pipeline \`${name}\`. ${hintOf(name ?? "", names)}`);
  const files = new Set(found.map(({ file }) => file));
  const where = name === undefined || files.size === 1 ? names.join(", ") : [...files].map((file) => relativePath(file, cwd)).join(", ");
  throw new UsageError(
    `\`${path}\` has ${found.length} pipelines (${where}): pick one with \`${name === undefined ? path : "FILE"}#${name ?? names[0]}\`.`,
  );
}

function pickFromDocument(document: PipelineDocument, name: string, path: string): PipelineDocument {
  if (document.spec.pipelineInfo.name === name) return document;
  const solo = soloDocument(document, name);
  if (solo !== undefined) return solo;
  const names = [document.spec.pipelineInfo.name, ...Object.keys(document.spec.components ?? {}).map((key) => key.replace(/^comp-/, ""))];
  throw new UsageError(`\`${path}\` has no pipeline or component \`${name}\`. ${hintOf(name, names)}`);
}

function hintOf(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? `It has: ${names.join(", ") || "none"}.` : `Did you mean \`${near}\`?`;
}

/** The pipeline of a run that is resumed, as it was stored. */
export async function readStoredDocument(directory: string, settings: RunSettings, host: CompilerHost): Promise<Subject> {
  const file = resolve(directory, "pipeline.yaml");
  if (!isFile(file)) {
    const diagnostics = [diagnose(messages.documentUnreadable({ file: relativePath(file, host.cwd), reason: "it is not there" }))];
    return { diagnostics, settings, folder: host.cwd };
  }
  // It was judged when the run began.
  const { document, diagnostics } = readDocumentFile(file, host.cwd, "local");
  return { document, diagnostics: diagnostics.filter(({ severity }) => severity === "error"), settings, folder: host.cwd };
}
