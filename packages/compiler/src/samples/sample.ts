import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatPretty, sortDiagnostics } from "@typeline/diagnostics";
import { type PipelineDocument, writeDocument } from "@typeline/ir";
import type { Compilation, Compiler } from "../index.ts";

/** The folder of the samples. */
export const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

/** Names of the samples; `kfp` holds the ports of KFP's own pipelines, which the conformance tests compare. */
export const sampleNames: readonly string[] = readdirSync(SAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "kfp")
  .map(({ name }) => name)
  .sort();

/** `options.json` of a sample. */
interface SampleOptions {
  /** An environment of its `typeline.config.ts`. */
  readonly environment?: string;
  /** The environment's variables, for `buildEnv`. */
  readonly env?: Readonly<Record<string, string>>;
  /** What stands after the `#`. */
  readonly name?: string;
}

/**
 * Compiles one sample, as the command line would from the samples' folder.
 *
 * @param samples the folder, or one with copies
 */
export async function compileSample(compiler: Compiler, name: string, samples = SAMPLES): Promise<Compilation> {
  const folder = join(samples, name);
  const [optionsFile, configFile] = [join(folder, "options.json"), join(folder, "typeline.config.ts")];
  const options: SampleOptions = existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, "utf8")) : {};
  const source = { path: join(name, "pipeline.ts"), ...(options.name !== undefined && { name: options.name }) };
  const config = existsSync(configFile) ? configFile : undefined;
  // One TypeScript project holds all samples, and nobody changes them meanwhile.
  return await compiler.compile(
    { cwd: samples, sources: [source], configFile: config, environment: options.environment, env: options.env ?? {} },
    [],
  );
}

/** A document as readable YAML: the loader, the bundles, their digests and source maps, which change with our own code, are named instead. */
export function readable(document: PipelineDocument): string {
  const copy = structuredClone(document) as PipelineDocument & { spec: { deploymentSpec: { executors: Record<string, Executor> } } };
  for (const [label, mark] of Object.entries(copy.platforms?.platforms.typeline?.deploymentSpec?.executors ?? {})) {
    const { command, env = [] } = copy.spec.deploymentSpec.executors[label]!.container;
    command[command.indexOf("-e") + 1] = mark.builtin === undefined ? "<loader>" : `<script of ${mark.builtin}>`;
    if (mark.bundle === undefined) continue;
    command[command.length - 1] = `<bundle of ${mark.entry}>`;
    Object.assign(mark, { bundle: "<digest>" });
    for (const variable of env) if (variable.name === "TYPELINE_SOURCE_MAP") variable.value = `<source map of ${mark.entry}>`;
  }
  return writeDocument(copy);
}

interface Executor {
  readonly container: { readonly command: string[]; readonly env?: { readonly name: string; value: string }[] };
}

/** What the command line prints of a sample, with paths relative to the sample. */
export function pretty({ diagnostics }: Compilation, name: string): string {
  return formatPretty(sortDiagnostics(diagnostics), { cwd: join(SAMPLES, name) });
}
