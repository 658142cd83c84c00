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

/** Compiles one sample, as the command line would from the samples' folder. */
export async function compileSample(compiler: Compiler, name: string): Promise<Compilation> {
  const folder = join(SAMPLES, name);
  const [optionsFile, configFile] = [join(folder, "options.json"), join(folder, "typeline.config.ts")];
  const options: SampleOptions = existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, "utf8")) : {};
  const source = { path: join(folder, "pipeline.ts"), ...(options.name !== undefined && { name: options.name }) };
  const config = existsSync(configFile) ? configFile : undefined;
  // One TypeScript project holds all samples, and nobody changes them meanwhile.
  return await compiler.compile(
    { cwd: SAMPLES, sources: [source], configFile: config, environment: options.environment, env: options.env ?? {} },
    [],
  );
}

/** A document as readable YAML: the loader, the bundles and their digests, which change with our own code, are named instead. */
export function readable(document: PipelineDocument): string {
  const marks = document.platforms?.platforms.typeline?.deploymentSpec?.executors ?? {};
  let text = writeDocument(document);
  for (const [label, { entry, bundle }] of Object.entries(marks)) {
    const { command = [] } = document.spec.deploymentSpec!.executors![label]!.container!;
    if (bundle === undefined) text = shorten(text, command[command.indexOf("-e") + 1]!, "<script of keep>");
    else {
      text = shorten(text, command[command.indexOf("-e") + 1]!, "<loader>");
      text = text.replaceAll(command.at(-1)!, `<bundle of ${entry}>`).replaceAll(bundle, "<digest>");
    }
  }
  return text;
}

/** Replaces a text wherever it stands as a quoted or plain YAML scalar. */
function shorten(yaml: string, scalar: string, name: string): string {
  return [JSON.stringify(scalar), `'${scalar.replaceAll("'", "''")}'`, scalar].reduce((text, form) => text.replaceAll(form, name), yaml);
}

/** What the command line prints of a sample, with paths relative to the sample. */
export function pretty({ diagnostics }: Compilation, name: string): string {
  return formatPretty(sortDiagnostics(diagnostics), { cwd: join(SAMPLES, name) });
}
