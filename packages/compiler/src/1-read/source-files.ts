import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Project } from "typescript/unstable/sync";
import type { Node, SourceFile, StringLiteral } from "./syntax.ts";

/** Whether a file is the author's: neither a declaration file, nor data, nor of a package under `node_modules`. */
export function isOwnFile(file: SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.includes("/node_modules/") && !file.fileName.endsWith(".json");
}

/** The source files of the opened projects, each with the project that answers questions about it. */
export class SourceFiles {
  readonly #projects: readonly Project[];
  readonly #entries: ReadonlyMap<string, Project>;
  readonly #files = new Map<string, { readonly file: SourceFile; readonly project: Project } | undefined>();
  readonly #imports = new Map<SourceFile, readonly SourceFile[]>();

  /** @param entries the files that were asked for, each with its project; the first project is asked first about others. */
  constructor(entries: ReadonlyMap<string, Project>) {
    this.#entries = entries;
    this.#projects = [...new Set(entries.values())];
  }

  get(path: string): SourceFile | undefined {
    return this.#find(path)?.file;
  }

  /** The project that a node belongs to. */
  projectOf(node: Node): Project {
    const found = this.#find(node.getSourceFile().fileName);
    if (!found) throw new Error(`${node.getSourceFile().fileName} is in no opened project.`);
    return found.project;
  }

  /** The own files that a file imports, transitively, itself first. */
  closure(path: string): readonly string[] {
    const start = this.get(path);
    if (!start) return [];
    const seen = new Set([start]);
    // A set that grows while it is walked: breadth first, each file once.
    for (const file of seen) for (const imported of this.#importsOf(file)) seen.add(imported);
    return [...seen].map((file) => file.fileName);
  }

  /** The file of a module specifier, such as `"./rows.ts"` in an import. */
  target(specifier: Node): SourceFile | undefined {
    const { checker } = this.projectOf(specifier);
    const path = checker.getSymbolAtLocation(specifier)?.valueDeclaration?.path;
    return path === undefined ? undefined : this.get(path);
  }

  #find(path: string) {
    if (!this.#files.has(path)) this.#files.set(path, this.#load(path));
    return this.#files.get(path);
  }

  #load(path: string) {
    const own = this.#entries.get(path);
    for (const project of own ? [own] : this.#projects) {
      const file = project.program.getSourceFile(path);
      if (file) return { file, project };
    }
    return undefined;
  }

  #importsOf(file: SourceFile): readonly SourceFile[] {
    let imports = this.#imports.get(file);
    if (imports) return imports;
    const specifiers = file.imports as readonly StringLiteral[];
    const { checker } = this.projectOf(file);
    const modules = specifiers.length > 0 ? checker.getSymbolAtLocation(specifiers) : [];
    const paths = specifiers.map((specifier, index) => modules[index]?.valueDeclaration?.path ?? scriptPath(file, specifier.text));
    // Declarations are not even asked for: a library's can be long.
    imports = paths.flatMap((path) => (path && !path.endsWith(".d.ts") ? (this.get(path) ?? []) : [])).filter(isOwnFile);
    this.#imports.set(file, imports);
    return imports;
  }
}

/** A file without imports and exports is no module, so the checker has no symbol for `import "./setup.ts"`. */
function scriptPath(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = resolve(dirname(file.fileName), specifier);
  return [path, `${path}.ts`, path.replace(/\.js$/, ".ts")].find((candidate) => candidate.endsWith(".ts") && existsSync(candidate));
}
