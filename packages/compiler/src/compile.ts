import { resolve } from "node:path";
import { type Diagnostic, diagnose, type Location, messages } from "@typeline/diagnostics";
import { checkDocument, diagnoseProfile, type Engine, locate, locationOf, nearest, type PipelineDocument } from "@typeline/ir";
import type { Program } from "./1-read/program.ts";
import type { Reader } from "./1-read/reader.ts";
import { analyzeFile, createContext, type RootPipeline, readDefault } from "./2-analyze/analyze.ts";
import { assertGraph } from "./2-analyze/assert-graph.ts";
import type { NodeComponent } from "./2-analyze/components.ts";
import type { Context } from "./2-analyze/context.ts";
import { printGraph } from "./2-analyze/print.ts";
import { callsIn, type Region } from "./2-analyze/regions.ts";
import type { Bundle } from "./3-bundle/bundle.ts";
import { bundle } from "./3-bundle/bundler.ts";
import { entryOf } from "./3-bundle/entry.ts";
import { lower } from "./4-lower/lower.ts";
import { emitDocument } from "./5-emit/document.ts";
import { chooseEnvironment, targetOf } from "./choose-environment.ts";
import { buildEnvironment, DEFAULT_IMAGE, environmentSettings, type ProjectConfig, type ProjectEnvironment } from "./environment.ts";
import { pathsToOpen, sourcePaths } from "./source-paths.ts";

/** Whether what one pass gives is checked before the next takes it: in tests. */
const ASSERTS = process.env["NODE_ENV"] === "test";

/**
 * Where TypeScript can have been talked out of its types (comments match too, which costs a check and no more). Elsewhere a document need not
 * be checked: types have seen to it that an engine takes it.
 */
const DOUBTS = /@ts-(?:nocheck|ignore|expect-error)|\bany\b|\bas (?!const\b)|JSON\.parse/;

/** What to compile: `path` as the user gave it; `name` after a `#`: an exported or kebab-case name. */
export interface Source {
  readonly path: string;
  readonly name?: string;
}

/** Passes whose result can be shown. */

export type Dump = "regions" | "bundles" | "ir";

export interface CompileOptions {
  /** The working folder: relative sources and printed paths start here. */
  readonly cwd: string;
  readonly sources: readonly Source[];
  /** `typeline.config.ts`, absolute. */
  readonly configFile?: string | undefined;
  /** An environment of `typeline.config.ts`. */
  readonly environment?: string | undefined;
  /**
   * Nothing will be written, so that a source needs no pipeline. Without a target the way ends before bundling: what an editor shows. With
   * one it goes on to the documents, which are what engines are judged by.
   */
  readonly checkOnly?: boolean | undefined;
  /** The engine that the pipelines must run on; the environment's, if it names one, when left out. */
  readonly target?: Engine | undefined;
  /** The process's environment, for `buildEnv`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Print what this pass makes, as {@link Compilation.dump}. */
  readonly dump?: Dump | undefined;
}

export interface CompiledPipeline {
  /** `pipelineInfo.name`; the file is `<name>.yaml`. */
  readonly name: string;
  /** The variable's name in its module. */
  readonly exportName: string;
  /** Absolute path of the TypeScript file. */
  readonly file: string;
  /** Absolute path of the project's folder: paths in the document's source map are relative to it. */
  readonly root: string;
  readonly document: PipelineDocument;
}

export interface Compilation {
  /** Empty when there are errors. */
  readonly pipelines: readonly CompiledPipeline[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that the result depends on, absolute: for `--watch` and for knowing that nothing changed. */
  readonly inputs: readonly string[];
  /** Names and values of `buildEnv` that were read. */
  readonly buildEnv: Readonly<Record<string, string | undefined>>;
  /** The project's configuration, if there is one. */
  readonly config?: ProjectConfig | undefined;
  readonly dump?: string | undefined;
}

/** One compilation on its way through the rooms. */
export class Run {
  readonly options: CompileOptions;
  readonly diagnostics: Diagnostic[] = [];
  readonly #buildEnv = new Map<string, string | undefined>();
  #inputs: readonly string[] = [];
  #config: ProjectConfig | undefined;

  constructor(options: CompileOptions) {
    this.options = options;
  }

  readonly report = (diagnostic: Diagnostic): void => {
    this.diagnostics.push(diagnostic);
  };

  get #failed(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.severity === "error");
  }

  async compile(reader: Reader, changed: readonly string[] | undefined): Promise<Compilation> {
    // 1-read
    const { configFile } = this.options;
    const files = sourcePaths(this.options);
    const program = reader.open(pathsToOpen(this.options), this.report, changed);
    if (!program) return this.#result([], files);
    this.#dependOn(
      files.flatMap((file) => program.closure(file)),
      program.jsonFiles,
      configFile === undefined ? [] : [configFile],
    );
    for (const diagnostic of program.typeErrors(files)) this.report(diagnostic);
    if (this.#failed) return this.#result();

    // 2-analyze
    this.#config = configFile === undefined ? undefined : this.readConfig(program);
    const environment = this.#failed ? undefined : chooseEnvironment(this.#config, this.options.environment, this.report);
    const target = this.options.target ?? targetOf(environment, this.report);
    if (this.#failed) return this.#result();
    const cx = this.#context(program, environment);
    const found = this.options.sources.flatMap((source) => this.#analyze(cx, source));
    this.#dependOn(cx.dataFiles);
    if (this.options.dump === "regions") return this.#result([], this.#inputs, found.map(({ graph }) => printGraph(graph)).join("\n"));
    if (ASSERTS && !this.#failed) for (const { graph } of found) assertGraph(graph);
    if (this.#failed || (this.options.checkOnly && target === undefined)) return this.#result();

    // 3-bundle
    const bundles = await this.#bundle(program, found, (name) => cx.environment.buildEnv(name));
    this.#dependOn([...bundles.values()].flatMap(({ inputs }) => inputs));
    if (this.#failed) return this.#result();

    // 4-lower, 5-emit
    const images = { default: this.#config?.image ?? DEFAULT_IMAGE, registry: environment?.registry };
    const isDoubted = ASSERTS || files.some((file) => program.closure(file).some((path) => DOUBTS.test(program.file(path)?.text ?? "")));
    const pipelines = found.map(({ exportName, file, graph, options, buildEnv }): CompiledPipeline => {
      const root = options.root ?? environment?.root;
      const lowered = lower(graph, { ...options, root }, bundles, images, this.report);
      const document = emitDocument(lowered, graph, options, buildEnv, program.root);
      if (!isDoubted || this.#isSound(document, program.root, graph.source)) this.#judge(document, target, program.root, graph.source);
      return { name: graph.name, exportName, file, root: program.root, document };
    });
    const dump =
      this.options.dump === "ir"
        ? JSON.stringify(
            pipelines.map(({ document }) => document),
            undefined,
            2,
          )
        : undefined;
    return this.#result(
      this.#failed ? [] : pipelines,
      this.#inputs,
      dump ?? (this.options.dump === "bundles" ? printBundles(bundles) : undefined),
    );
  }

  /** Reports what is wrong with a document. */
  #isSound(document: PipelineDocument, root: string, whole: Location): boolean {
    const findings = checkDocument(document);
    for (const finding of findings) {
      const place = locate(finding, document);
      this.report(diagnose(finding.message, place === undefined ? whole : locationOf(place, resolve(root, place.file))));
    }
    return findings.length === 0;
  }

  /** Reports what the target, or without one any engine, cannot run; what is about the pipeline as a whole stands where that was written. */
  #judge(document: PipelineDocument, target: Engine | undefined, root: string, whole: Location): void {
    const found = diagnoseProfile(document, target, (finding) => {
      const place = locate(finding, document);
      return place === undefined ? whole : locationOf(place, resolve(root, place.file));
    });
    for (const diagnostic of found) this.report(diagnostic);
  }

  /** The configuration's value; problems are reported. */
  readConfig(program: Program): ProjectConfig | undefined {
    const file = program.file(this.options.configFile!);
    if (!file) return undefined;
    for (const diagnostic of program.typeErrors([this.options.configFile!])) this.report(diagnostic);
    if (this.#failed) return undefined;
    const value = readDefault(this.#context(program, undefined), file);
    return value as ProjectConfig | undefined;
  }

  /** Notes files that the result depends on. */
  #dependOn(...files: readonly Iterable<string>[]): void {
    this.#inputs = [...new Set([...this.#inputs, ...files.flatMap((list) => [...list])])];
  }

  #context(program: Program, environment: ProjectEnvironment | undefined): Context {
    const own = buildEnvironment(environment, this.options.env ?? process.env, this.#buildEnv);
    const cx = createContext(program, { ...own, defaults: {}, components: new Map() }, this.report);
    cx.configNode = this.options.configFile === undefined ? undefined : program.file(this.options.configFile);
    cx.environment = { ...own, ...environmentSettings(cx, environment) };
    return cx;
  }

  #analyze(cx: Context, { path, name }: Source): RootPipeline[] {
    const file = cx.program.file(resolve(this.options.cwd, path));
    if (!file) return [];
    const found = analyzeFile(cx, file, name);
    if (found.length > 0 || this.#failed) return found;
    const exported = [...cx.program.exportsOf(file).keys()];
    const near = name === undefined ? undefined : nearest(name, exported);
    if (name !== undefined)
      this.report(
        diagnose(
          messages.noSuchPipeline({
            file: path,
            name,
            hint: near ? `Did you mean \`${near}\`?` : `It exports: ${exported.join(", ") || "nothing"}.`,
          }),
        ),
      );
    else if (!this.options.checkOnly) this.report(diagnose(messages.noPipelines({ file: path }), startOf(file)));
    return found;
  }

  async #bundle(
    program: Program,
    found: readonly RootPipeline[],
    buildEnv: (name: string) => string | undefined,
  ): Promise<Map<NodeComponent, Bundle>> {
    const components = [...new Set(found.flatMap(({ graph }) => nodeComponents(graph.body)))];
    const bundles = components.length === 0 ? [] : await bundle(program, components.map(entryOf), this.report, buildEnv);
    return new Map(components.flatMap((component, index) => (bundles[index] ? [[component, bundles[index]] as const] : [])));
  }

  #result(pipelines: readonly CompiledPipeline[] = [], inputs = this.#inputs, dump?: string): Compilation {
    return {
      pipelines,
      diagnostics: this.diagnostics,
      inputs,
      buildEnv: Object.fromEntries(this.#buildEnv),
      config: this.#config,
      ...(dump !== undefined && { dump }),
    };
  }
}

/** Where a file begins: for what is wrong with it as a whole. */
function startOf({ fileName }: { readonly fileName: string }): Location {
  return { file: fileName, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The TypeScript components of a region and of the pipelines nested in it, each once. */
function nodeComponents(region: Region, seen = new Set<Region>()): NodeComponent[] {
  return [...callsIn(region)].flatMap((call) => {
    if (call.kind === "task") return call.component.kind === "node" ? [call.component] : [];
    if (seen.has(call.graph.body)) return [];
    seen.add(call.graph.body);
    return nodeComponents(call.graph.body, seen);
  });
}

function printBundles(bundles: ReadonlyMap<NodeComponent, Bundle>): string {
  const rows = [...bundles].map(([{ name }, { digest, code, encoded, weights }]) => {
    const heaviest = weights.slice(0, 5).map((weight) => `${weight.name} ${weight.bytes}`);
    return `${name}  ${digest.slice(0, 12)}  ${code.length} bytes, ${encoded.length} encoded  ${heaviest.join(", ")}`;
  });
  return rows.join("\n");
}
