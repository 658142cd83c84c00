import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
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
  context.refusedBySdk = new Set();
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

async function compileSamples(samples, context) {
  const { createCompiler } = await import(join(context.repository, "packages", "compiler", "dist", "index.js"));
  const { writeDocument } = await import(join(context.repository, "packages", "ir", "dist", "index.js"));
  const compiler = createCompiler();
  const ofItsOwn = samples.filter((file) => optionsOf(file) !== undefined);
  const together = samples.filter((file) => !ofItsOwn.includes(file));
  try {
    for (const group of [together, ...ofItsOwn.map((file) => [file])]) await compileGroup(compiler, group, writeDocument, context);
  } finally {
    await compiler.close();
  }
}

/** A sample's environment: `options.json` and `typeline.config.ts` beside it. */
function optionsOf(file) {
  const [options, config] = ["options.json", "typeline.config.ts"].map((name) => join(dirname(file), name));
  if (!existsSync(options) && !existsSync(config)) return undefined;
  const { environment, env, name } = existsSync(options) ? JSON.parse(readFileSync(options, "utf8")) : {};
  return { name, environment, env: env ?? {}, configFile: existsSync(config) ? config : undefined };
}

async function compileGroup(compiler, files, writeDocument, context) {
  const { repository, ir } = context;
  const { name, ...options } = (files.length === 1 ? optionsOf(files[0]) : undefined) ?? { env: {} };
  const sources = files.map((file) => ({ path: relative(repository, file), ...(name !== undefined && { name }) }));
  const { pipelines, diagnostics } = await compiler.compile({ cwd: repository, sources, ...options });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new StepFailure(errors.map(({ code, message, location }) => `${location?.file}: ${code} ${message}`).join("\n"));
  const foreign = new Set(diagnostics.filter(({ code }) => code === FOREIGN_TITLE).map(({ location }) => location.file));
  for (const { name: pipeline, file, document } of pipelines) {
    const label = relative(repository, dirname(file)).replaceAll("/", "-");
    const target = join(ir, `${label}-${pipeline}.yaml`);
    writeFileSync(target, writeDocument(document));
    if (foreign.has(file)) context.refusedBySdk.add(target);
  }
  const compiled = new Set(pipelines.map(({ file }) => file));
  const without = files.filter((file) => !compiled.has(file));
  if (without.length > 0) throw new StepFailure(`no pipeline came of ${without.join(", ")}`);
}

/** Our warning that KFP's SDK will not load a pipeline: it must then refuse it indeed. */
const FOREIGN_TITLE = "TL4001";

/** `pipeline.ts` of every sample that is to compile: one that has errors and no YAML is not. */
function pipelineFiles(folder) {
  if (!existsSync(folder)) return [];
  const has = (name) => existsSync(join(folder, name));
  if (has("pipeline.ts")) return has("expected-errors.txt") && !has("expected.yaml") ? [] : [join(folder, "pipeline.ts")];
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
