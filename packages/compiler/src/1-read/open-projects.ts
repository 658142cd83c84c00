import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Project, Snapshot } from "typescript/unstable/sync";
import { configExtending, configWithoutBase, nearestConfig, packageFolder, type VirtualConfig } from "./tsconfig.ts";
import type { TypeScriptProcess } from "./typescript-process.ts";

/** The name of the project that TypeScript makes for files that no `tsconfig.json` includes. */
const INFERRED = "/dev/null/inferred";

/** Finds and opens the projects of files, and brings them up to date. */
export class OpenProjects {
  readonly #process: TypeScriptProcess;
  /** Configurations by file, where the nearest one was found not to be it. */
  readonly #found = new Map<string, string>();
  /** Files of the configurations that we made, by what these are based on. */
  readonly #generated = new Map<string, readonly string[]>();
  #snapshot: Snapshot | undefined;

  constructor(process: TypeScriptProcess) {
    this.#process = process;
  }

  /**
   * Each file with the project that includes it. Almost always that is the one of the nearest `tsconfig.json`. Else TypeScript searches
   * for one as it does in an editor; a file that no project includes is read with options of the nearest, or ours.
   * @param changed absolute paths of files that changed since the last call; any file may have when left out.
   */
  of(files: readonly string[], changed: readonly string[] | undefined): ReadonlyMap<string, Project> {
    if (!changed || changed.some((path) => path.endsWith(".json"))) this.#found.clear();
    const configs = new Map(files.map((file) => [file, this.#found.get(file) ?? nearestConfig(dirname(file))]));
    const unconfigured = files.filter((file) => !configs.get(file));
    const virtual = this.#addVirtual(unconfigured, packageFolder, configWithoutBase);
    const open = new Set([...configs.values(), ...virtual.values()].filter((config) => config !== undefined));
    const snapshot = this.#update(open, changed);
    const missing = files.filter((file) => !contains(snapshot, configs.get(file) ?? virtual.get(file), file));
    for (const [file, config] of missing.length > 0 ? this.#search(missing, open) : []) this.#found.set(file, config);
    return new Map(
      files.flatMap((file): [string, Project][] => {
        const project = this.#snapshot?.getProject((this.#found.get(file) ?? configs.get(file) ?? virtual.get(file))!);
        return project ? [[file, project]] : [];
      }),
    );
  }

  /** The configurations of files that the nearest one does not include; the projects are open then. */
  #search(files: readonly string[], open: ReadonlySet<string>): ReadonlyMap<string, string> {
    const editor = this.#process.api.updateSnapshot({ openFiles: [...files] });
    const found = new Map<string, string>();
    for (const file of files) {
      const project = editor.getDefaultProjectForFile(file);
      if (project && project.configFileName !== INFERRED) found.set(file, project.configFileName);
    }
    // Closed again: the text of an open file is the editor's to change, and changes on the disk would not be seen.
    this.#update(new Set([...open, ...found.values()]), [], files);
    editor.dispose();
    const excluded = files.filter((file) => !found.has(file));
    if (excluded.length === 0) return found;
    const virtual = this.#addVirtual(excluded, (file) => nearestConfig(dirname(file)) ?? "", configExtending);
    this.#update(new Set([...open, ...found.values(), ...virtual.values()]), []);
    return new Map([...found, ...virtual]);
  }

  /** Makes configurations of our own for files, one for those with the same base, and gives their paths by file. */
  #addVirtual(
    files: readonly string[],
    baseOf: (file: string) => string,
    make: (base: string, files: readonly string[]) => VirtualConfig,
  ): ReadonlyMap<string, string> {
    const paths = new Map<string, string>();
    for (const base of new Set(files.map(baseOf))) {
      const group = files.filter((file) => baseOf(file) === base);
      // Also those of before: that they were not asked for again does not mean that they are not in use.
      const before = (this.#generated.get(base) ?? []).filter((file) => existsSync(file));
      const all = [...new Set([...before, ...group])];
      this.#generated.set(base, all);
      const { path, text } = make(base, all);
      if (this.#process.setVirtualFile(path, text)) this.#snapshot = undefined;
      for (const file of group) paths.set(file, path);
    }
    return paths;
  }

  #update(configs: ReadonlySet<string>, changed: readonly string[] | undefined, closeFiles: readonly string[] = []): Snapshot {
    const previous = this.#snapshot;
    const fileChanges = changed ? this.#fileChanges(changed) : { invalidateAll: true as const };
    this.#snapshot = this.#process.api.updateSnapshot({
      openProjects: [...configs],
      ...(closeFiles.length > 0 && { closeFiles: [...closeFiles] }),
      ...(previous && { fileChanges }),
    });
    previous?.dispose();
    return this.#snapshot;
  }

  /** A file that TypeScript knows is not read again when it is called created, nor one that it does not know when it is called changed. */
  #fileChanges(paths: readonly string[]) {
    const isKnown = (path: string) => this.#snapshot?.getProjects().some(({ program }) => program.getSourceFile(path)) ?? false;
    const isThere = (path: string) => existsSync(path);
    const virtual = [...this.#process.virtualFiles.keys()];
    return {
      changed: [...paths.filter((path) => isThere(path) && (path.endsWith(".json") || isKnown(path))), ...virtual],
      created: paths.filter((path) => isThere(path) && !isKnown(path)),
      deleted: paths.filter((path) => !isThere(path)),
    };
  }
}

function contains(snapshot: Snapshot, config: string | undefined, file: string): boolean {
  return config !== undefined && snapshot.getProject(config)?.program.getSourceFile(file) !== undefined;
}
