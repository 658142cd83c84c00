// `npm run demo`: compiles examples/iris with the command line and runs the compiled IR on this machine.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readSpec, runPipeline } from "./run-ir.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const example = join(root, "examples/iris");
const yaml = join(example, "dist/iris.yaml");
const say = (text = "") => process.stdout.write(`${text}\n`);

say("$ npx typeline compile examples/iris/pipeline.ts -o examples/iris/dist/iris.yaml");
const cli = join(root, "packages/cli", JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")).bin.typeline);
const compiled = spawnSync(process.execPath, [cli, "compile", "pipeline.ts", "-o", "dist/iris.yaml", "-C", example], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});

say("\nRunning the compiled pipeline: one `node` process for each task, with the command that the YAML carries.\n");
const directory = mkdtempSync(join(tmpdir(), "typeline-demo-"));
const { outputs } = await runPipeline(readSpec(yaml), {
  directory,
  onTask: ({ path, group, milliseconds }) => group || say(`  ✓ ${path.padEnd(24)} ${(milliseconds / 1000).toFixed(2)} s`),
});

const [metrics, confusion, report] = ["metrics", "confusion", "report"].map(outputArtifact);
say(`\n${readFileSync(report.uri, "utf8").trim()}\n`);
say(
  `Metrics: ${Object.entries(metrics.metadata)
    .map(([name, value]) => `${name} ${Math.round(value * 10_000) / 10_000}`)
    .join(", ")}\n`,
);
printMatrix(confusion.metadata.confusionMatrix);
say(`\nThe IR, for Kubeflow Pipelines: ${relative(process.cwd(), yaml)}`);
say(`What the tasks wrote:           ${directory}`);

/** @returns {any} */
function outputArtifact(/** @type {string} */ name) {
  const [artifact] = outputs.artifacts.get(name) ?? [];
  if (artifact === undefined) throw new Error(`the pipeline gave no ${name}`);
  return artifact;
}

/** KFP's form of a confusion matrix: rows are the actual classes. */
function printMatrix(/** @type {any} */ { annotationSpecs, rows }) {
  const names = annotationSpecs.map((/** @type {any} */ spec) => spec.displayName);
  const width = Math.max(...names.map((/** @type {string} */ name) => name.length)) + 2;
  say(`${"actual \\ named".padEnd(width + 4)}${names.map((/** @type {string} */ name) => name.padStart(width)).join("")}`);
  rows.forEach((/** @type {any} */ { row }, /** @type {number} */ index) => {
    say(`${names[index].padEnd(width + 4)}${row.map((/** @type {number} */ count) => String(count).padStart(width)).join("")}`);
  });
}
