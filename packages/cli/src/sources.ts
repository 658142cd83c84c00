import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Source } from "@typeline/compiler";
import { type Diagnostic, diagnose, messages } from "@typeline/diagnostics";
import { isFile, isFolder, statOf } from "./files.ts";

/** The SOURCE arguments, folders opened. */
export interface ExpandedSources {
  /** Files to compile, each once, in the order given; a folder's files in the order of their names. */
  readonly typescript: readonly Source[];
  /** Absolute paths of IR files. */
  readonly documents: readonly string[];
  /** Every file of a folder that was looked into, with pipelines or without: a change in one may change the list. */
  readonly candidates: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `path#name`; a `#` that belongs to the name of an existing file stays there. */
export function parseSource(text: string, cwd: string): Source {
  const hash = text.lastIndexOf("#");
  if (hash <= 0 || hash === text.length - 1 || statOf(resolve(cwd, text)) !== undefined) return { path: text };
  return { path: text.slice(0, hash), name: text.slice(hash + 1) };
}

/** Opens folders. What does not exist or is no TypeScript is left to the compiler, which says so. */
export function expandSources(texts: readonly string[], cwd: string): ExpandedSources {
  const typescript = new Map<string, Source>();
  const documents = new Set<string>();
  const candidates: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = (source: Source) => typescript.set(`${resolve(cwd, source.path)}#${source.name ?? ""}`, source);
  for (const text of texts) {
    const source = parseSource(text, cwd);
    const path = resolve(cwd, source.path);
    if (isFolder(path)) {
      const files = typescriptFiles(path);
      const withPipelines = files.filter((file) => mayExportPipelines(join(path, file)));
      candidates.push(...files.map((file) => join(path, file)));
      for (const file of withPipelines) add({ ...source, path: join(source.path, file) });
      if (withPipelines.length === 0) diagnostics.push(diagnose(messages.folderWithoutPipelines({ folder: source.path })));
    } else if (/\.(ya?ml|json)$/i.test(path)) documents.add(path);
    else add(source);
  }
  return { typescript: [...typescript.values()], documents: [...documents], candidates, diagnostics };
}

/** Paths relative to the folder, in the order of their names, whatever the file system's own order is. */
function typescriptFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const { name } = entry;
    if (name === "node_modules" || name.startsWith(".")) return [];
    // A link to a folder is not followed: it may lead back to where it stands.
    if (entry.isDirectory()) return typescriptFiles(join(folder, name)).map((file) => join(name, file));
    return isSourceFile(name) && isFile(join(folder, name)) ? [name] : [];
  });
}

function isSourceFile(name: string): boolean {
  return name.endsWith(".ts") && !/\.(d|test|spec|config)\.ts$/.test(name);
}

/**
 * Whether a file could hold an exported pipeline. Only the compiler knows; this keeps a folder's other modules, which are no
 * mistake, from being reported as sources without a pipeline.
 */
function mayExportPipelines(file: string): boolean {
  const code = withoutComments(readFileSync(file, "utf8"));
  return /\bexport\b/.test(code) && /\bpipeline\s*[<(]/.test(code);
}

/** Strings are matched first, so that `"https://…"` does not begin a comment. */
function withoutComments(text: string): string {
  return text.replaceAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith("/") ? " " : found,
  );
}
