import { realpathSync } from "node:fs";
import { sep } from "node:path";
import type { Report } from "@typeline/diagnostics";
import type { BuildFailure, BuildOptions, BuildResult, Message } from "esbuild";
import type { Program } from "../1-read/program.ts";
import type { Bundle, Entry } from "./bundle.ts";
import { entryModule } from "./entry-module.ts";
import { esbuild } from "./esbuild.ts";
import { Failures, type MissingModule, missingModules } from "./failures.ts";
import { finish } from "./finish.ts";
import { exportOf, type Module } from "./modules.ts";
import { type NativePackage, nativePackagesFinder } from "./natives.ts";
import { type Origin, originsIn } from "./origins.ts";
import { ourFolders, ourModule } from "./our-packages.ts";
import { ENTRY, plugin } from "./plugin.ts";

const OPTIONS = {
  outdir: "out", // Nothing is written there: the names of outputs need one.
  write: false,
  metafile: true,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  minify: true,
  treeShaking: true,
  charset: "utf8",
  legalComments: "none",
  sourcemap: "external",
  sourcesContent: false,
  logLevel: "silent",
  logLimit: 0,
  loader: { ".node": "empty", ".md": "text", ".txt": "text" },
} satisfies BuildOptions;

type Built = BuildResult<typeof OPTIONS>;
interface Failed {
  readonly failed: readonly Message[];
}
type Output = Built["metafile"]["outputs"][string];

/** Entries that are bundled by one build, since they leave the same packages out. */
export class Group {
  readonly #program: Program;
  readonly #modules: ReadonlyMap<string, Module>;
  readonly #external: readonly string[];
  readonly #report: Report;
  readonly #root: string;
  readonly #ours = ourModule();
  readonly #originOf: (input: string) => Origin;
  readonly #nativePackages: (inputs: readonly string[]) => NativePackage[];
  readonly #failures: Failures;

  constructor(program: Program, modules: ReadonlyMap<string, Module>, external: readonly string[], report: Report) {
    this.#program = program;
    this.#modules = modules;
    this.#external = external;
    this.#report = report;
    this.#root = realpathSync(program.root);
    this.#originOf = originsIn(this.#root, ourFolders(this.#ours));
    this.#nativePackages = nativePackagesFinder(this.#originOf);
    this.#failures = new Failures(program, modules, this.#root, this.#originOf);
  }

  async bundle(entries: readonly Entry[]): Promise<readonly (Bundle | undefined)[]> {
    const built = await this.#build(entries, []);
    return "failed" in built ? this.#withoutMissing(entries, built.failed) : this.#outputs(entries, built, []);
  }

  /** A module that is not there is left out, to see which entries need it: shaken off, it is nobody's mistake. */
  async #withoutMissing(entries: readonly Entry[], errors: readonly Message[]): Promise<readonly (Bundle | undefined)[]> {
    const missing = missingModules(errors, this.#root);
    const built = await this.#build(entries, missing);
    if (!("failed" in built)) return this.#outputs(entries, built, missing);
    if (entries.length > 1) return this.#oneByOne(entries);
    for (const error of built.failed) this.#report(this.#failures.other(error, entries[0]!));
    return [undefined];
  }

  /** Some file cannot be read at all: each entry by itself shows whose it is. The same file is reported once. */
  async #oneByOne(entries: readonly Entry[]): Promise<readonly (Bundle | undefined)[]> {
    const bundles: (Bundle | undefined)[] = [];
    const seen = new Set<string>();
    const once: Report = (diagnostic) => {
      const key = JSON.stringify([diagnostic.code, diagnostic.location]);
      if (!seen.has(key)) this.#report(diagnostic);
      seen.add(key);
    };
    for (const entry of entries) {
      const [bundle] = await new Group(this.#program, this.#modules, this.#external, once).bundle([entry]);
      bundles.push(bundle);
    }
    return bundles;
  }

  /** Errors are an answer: only a bug of ours throws. */
  async #build(entries: readonly Entry[], missing: readonly MissingModule[]): Promise<Built | Failed> {
    const texts = entries.map((entry) => entryModule(entry, (fn) => exportOf(this.#modules, fn)));
    const sources = {
      entries: texts,
      modules: this.#modules,
      ours: this.#ours,
      external: this.#external,
      missing,
      root: this.#root,
    };
    try {
      const { build } = await esbuild();
      return await build({
        ...OPTIONS,
        absWorkingDir: this.#root,
        entryPoints: entries.map((_, index) => ({ in: ENTRY + index, out: String(index) })),
        plugins: [plugin(sources)],
      });
    } catch (failure) {
      if (!isBuildFailure(failure)) throw failure;
      return { failed: failure.errors };
    }
  }

  #outputs(entries: readonly Entry[], built: Built, missing: readonly MissingModule[]): readonly (Bundle | undefined)[] {
    const files = new Map(built.outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf(sep) + 1), text]));
    const reported = new Set<string>();
    const once = (name: string): boolean => !reported.has(name) && reported.add(name).has(name);
    return entries.map((entry, index) => {
      const output = built.metafile.outputs[`out/${index}.js`]!;
      const needed = missing.filter(({ id }) => output.imports.some(({ path }) => path === id));
      for (const module of needed) if (once(module.specifier)) this.#report(this.#failures.missing(module, entry));
      const natives = this.#nativePackages(Object.keys(output.inputs));
      for (const native of natives) this.#report(this.#failures.native(native, entry));
      if (needed.length > 0 || natives.length > 0) return undefined;
      return this.#finish(files.get(`${index}.js`)!, files.get(`${index}.js.map`)!, output);
    });
  }

  #finish(code: string, map: string, output: Output): Bundle {
    // esbuild writes a map's sources as paths from the folder of the output.
    return finish(code, map, output.inputs, this.#originOf, (source) => this.#originOf(source.replace(/^\.\.\//, "")));
  }
}

function isBuildFailure(value: unknown): value is BuildFailure {
  return value instanceof Error && Array.isArray((value as Partial<BuildFailure>).errors);
}
