import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { run, StepFailure } from "./process.mjs";

/**
 * Compiles every sample of the compiler and every twin in one compilation, through the compiler's API, and every example through the
 * command line, to `<scratch>/ir`.
 */
export async function compileAll(context) {
  const { repository, scratch } = context;
  context.ir = join(scratch, "ir");
  mkdirSync(context.ir);
  const samples = [join(repository, "packages", "compiler", "samples"), join(repository, "conformance", "twins")].flatMap(pipelineFiles);
  await compileSamples(samples, context);
  const examples = readdirSync(join(repository, "examples")).filter((name) =>
    existsSync(join(repository, "examples", name, "package.json")),
  );
  const typeline = join(repository, "packages", "cli", "bin", "typeline.js");
  for (const example of examples) {
    const output = join(context.ir, `example-${example}`);
    mkdirSync(output);
    run(process.execPath, [typeline, "compile", ".", "-o", output], { cwd: join(repository, "examples", example) });
  }
  context.irFiles = yamlFiles(context.ir);
  return `${samples.length} samples and ${examples.length} examples, ${context.irFiles.length} files`;
}

async function compileSamples(samples, { repository, ir }) {
  const { compile } = await import(join(repository, "packages", "compiler", "dist", "index.js"));
  const { writeDocument } = await import(join(repository, "packages", "ir", "dist", "index.js"));
  const sources = samples.map((file) => ({ path: relative(repository, file) }));
  const { pipelines, diagnostics } = await compile({ cwd: repository, sources, env: {} });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new StepFailure(errors.map(({ code, message, location }) => `${location?.file}: ${code} ${message}`).join("\n"));
  for (const { name, file, document } of pipelines) {
    const label = relative(repository, dirname(file)).replaceAll("/", "-");
    writeFileSync(join(ir, `${label}-${name}.yaml`), writeDocument(document));
  }
  const compiled = new Set(pipelines.map(({ file }) => file));
  const without = samples.filter((file) => !compiled.has(file));
  if (without.length > 0) throw new StepFailure(`no pipeline came of ${without.join(", ")}`);
}

/** `pipeline.ts` of every sample that is to compile: one with `expected-errors.txt` is not. */
function pipelineFiles(folder) {
  if (!existsSync(folder)) return [];
  if (existsSync(join(folder, "pipeline.ts"))) return existsSync(join(folder, "expected-errors.txt")) ? [] : [join(folder, "pipeline.ts")];
  return readdirSync(folder)
    .sort()
    .filter((name) => name !== "node_modules" && statSync(join(folder, name)).isDirectory())
    .flatMap((name) => pipelineFiles(join(folder, name)));
}

function yamlFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => join(folder, path))
    .sort();
}
