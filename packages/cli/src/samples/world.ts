import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Compilation, CompiledPipeline, CompileOptions } from "@typeline/compiler";
import type { Diagnostic } from "@typeline/diagnostics";
import { engineNamed } from "@typeline/ir";
import { onTestFinished } from "vitest";
import type { CompilerModule, Host, RunnerModule } from "../host.ts";
import { main } from "../main.ts";

/** A folder of its own for one test, removed after it. */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "typeline-cli-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

/** Links what a pipeline imports from us. */
export function withDsl(folder: string): string {
  mkdirSync(join(folder, "node_modules/@typeline"), { recursive: true });
  symlinkSync(fileURLToPath(new URL("../../../dsl", import.meta.url)), join(folder, "node_modules/@typeline/dsl"));
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function readFile(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** Makes files look as if they had been left alone for a minute. */
export function age(...paths: string[]): void {
  const then = Date.now() / 1000 - 60;
  for (const path of paths) utimesSync(path, then, then);
}

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The world of one test: a folder, and a compiler that counts how often it is asked. */
export interface World {
  readonly folder: string;
  readonly compilations: () => number;
  readonly env: Record<string, string | undefined>;
  /** Changes as a new release of the tool would. */
  identity: string;
  /** Stands in for the runner's. */
  runDocument: RunnerModule["runDocument"] | undefined;
  /** Whether standard error is a terminal. */
  isTTY: boolean;
  /** As Ctrl-C does. */
  interrupt(): void;
  /** Codes with which the process was ended at once. */
  readonly exits: readonly number[];
  run(...args: string[]): Promise<Outcome>;
}

export function createWorld(files: Readonly<Record<string, string>>): World {
  const folder = temporaryProject({ "package.json": "{}", ...files });
  let compilations = 0;
  const compiler = stubCompiler(() => compilations++);
  const exits: number[] = [];
  const listeners = new Set<() => void>();
  const world: World = {
    folder,
    runDocument: undefined,
    isTTY: false,
    exits,
    interrupt() {
      const called = [...listeners];
      listeners.clear();
      for (const listener of called) listener();
    },
    env: {},
    identity: "1",
    compilations: () => compilations,
    run: async (...args) => {
      let stdout = "";
      let stderr = "";
      const host: Host = {
        cwd: folder,
        env: world.env,
        stdout: { isTTY: false, write: (text) => (stdout += text) },
        stderr: { isTTY: world.isTTY, columns: 80, rows: 24, write: (text) => (stderr += text) },
        // Files of the test are written just before: their change must not seem to be later.
        startedAt: Date.now() + 1000,
        version: "1.2.3",
        identity: () => world.identity,
        loadCompiler: async () => compiler,
        loadRunner: async () => {
          const runner = await import("@typeline/runner");
          return { ...runner, runDocument: world.runDocument ?? runner.runDocument };
        },
        exit: (code) => exits.push(code),
        interrupted: () => new Promise((resolve) => listeners.add(resolve)),
      };
      return { code: await main(args, host), stdout, stderr };
    },
  };
  return world;
}

/**
 * A compiler for tests of the command line. It knows three things of a source: `export const NAME = pipeline(`, the word
 * `BROKEN`, which is an error, and `ODD`, which is a warning. `ENV` reads a variable, `CRASH` throws.
 */
function stubCompiler(asked: () => void): CompilerModule {
  const compile = async (options: CompileOptions): Promise<Compilation> => {
    asked();
    const diagnostics: Diagnostic[] = [];
    const pipelines: CompiledPipeline[] = [];
    const buildEnv: Record<string, string | undefined> = {};
    for (const source of options.sources) {
      const file = resolve(options.cwd, source.path);
      const text = readFileSync(file, "utf8");
      if (text.includes("CRASH")) throw new Error("the stub crashed\nsecond line");
      if (text.includes("ENV")) buildEnv["REGION"] = options.env?.["REGION"];
      diagnostics.push(...findings(file, text));
      for (const [, exportName = ""] of text.matchAll(/export const (\w+) = pipeline\(/g))
        if (source.name === undefined || source.name === exportName)
          pipelines.push(compiled(file, exportName, `${text.trim()} ${buildEnv["REGION"] ?? ""}`));
    }
    const failed = diagnostics.some(({ severity }) => severity === "error");
    return {
      pipelines: failed || options.checkOnly ? [] : pipelines,
      diagnostics,
      inputs: options.sources.map(({ path }) => resolve(options.cwd, path)),
      buildEnv,
      config: options.configFile === undefined ? undefined : JSON.parse(readFileSync(options.configFile, "utf8")),
      ...(options.dump !== undefined && { dump: `dump of ${options.dump}` }),
    };
  };
  return {
    compile,
    createCompiler: () => ({ compile, close: async () => {} }),
    storeBundles: (document) => ({ document, configMaps: [] }),
    environmentTarget: (config, name) => {
      const environment = config?.environments?.[name ?? config.defaultEnvironment ?? ""];
      return { target: engineNamed(environment?.target), environment, diagnostics: [] };
    },
    readConfig: async (path) => ({ config: JSON.parse(readFileSync(path, "utf8")), diagnostics: [] }),
  };
}

/** `BROKEN` can be repaired: its fix is the word `FINE`. */
function findings(file: string, text: string): Diagnostic[] {
  return text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/BROKEN|ODD/g)].map((word): Diagnostic => {
      const location = { file, line: index + 1, column: word.index + 1, endLine: index + 1, endColumn: word.index + 1 + word[0].length };
      const broken = word[0] === "BROKEN";
      return {
        code: broken ? "TL9001" : "TL9002",
        severity: broken ? "error" : "warning",
        message: `${word[0]} was found.`,
        location,
        related: [],
        fixes: broken ? [{ title: "Repair", edits: [{ location, text: "FINE" }] }] : [],
      };
    }),
  );
}

function compiled(file: string, exportName: string, text: string): CompiledPipeline {
  const name = exportName.toLowerCase();
  return {
    name,
    exportName,
    file,
    root: "/",
    document: {
      spec: {
        pipelineInfo: { name, description: text },
        schemaVersion: "2.1.0",
        sdkVersion: "stub",
        components: { "comp-step": { executorLabel: "exec-step" } },
        deploymentSpec: { executors: { "exec-step": { container: { image: "node", command: ["node"] } } } },
        root: { dag: { tasks: { step: { taskInfo: { name: "step" }, componentRef: { name: "comp-step" } } } } },
      },
    },
  };
}
