import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePodman, importImage, podmanEnvironment } from "./podman.mjs";
import { run } from "./process.mjs";

/** The same pipelines with each executor of the runner give the same outputs: in warm workers, as processes, in containers of podman. */
export async function compareExecutors({ repository, scratch }) {
  const missing = ensurePodman();
  const folder = mkdtempSync(join(scratch, "executors-"));
  const env = missing === undefined ? podmanEnvironment(folder) : process.env;
  const image = `localhost/typeline-conformance:executors-${process.pid}`;
  const podman = (args) => run("podman", args, { env });
  if (missing === undefined) importImage(podman, image, folder);
  const executors = ["auto", "process", ...(missing === undefined ? ["podman"] : [])];
  try {
    for (const source of ["conformance/executors/pipeline.ts", "examples/iris/pipeline.ts"]) {
      const file = join(folder, "pipeline.yaml");
      const typeline = join(repository, "packages", "cli", "bin", "typeline.js");
      run(process.execPath, [typeline, "compile", source, "-o", file], { cwd: repository });
      // No registry is asked: the image is made of busybox and this Node.
      writeFileSync(file, readFileSync(file, "utf8").replaceAll("node:24-slim", image));
      const results = executors.map((executor) => {
        const runs = join(folder, executor);
        mkdirSync(runs, { recursive: true });
        const args = ["run", file, "--json", "--no-cache", "--runs-dir", runs, "--executor", executor];
        return summary(JSON.parse(run(process.execPath, [typeline, ...args], { cwd: folder, env })), executor);
      });
      for (const [index, result] of results.entries())
        assert.deepEqual(result, results[0], `${source}: ${executors[index]} and ${executors[0]} differ`);
    }
  } finally {
    if (missing === undefined) podman(["rmi", "--force", image]);
  }
  return `2 pipelines with ${executors.join(", ")}${missing === undefined ? "" : `; no containers: ${missing}`}`;
}

/** What must not depend on the executor: outputs, contents of artifacts, and how each task ended. */
function summary({ state, outputs, tasks }, executor) {
  assert.equal(state, "succeeded", executor);
  const used = new Set(tasks.map((task) => task.executor));
  if (executor === "auto") assert.ok(used.has("worker"), "no task ran in a worker");
  else assert.ok(used.has(executor), `no task ran with ${executor}`);
  const content = ({ schemaTitle, path, metadata }) => ({ schemaTitle, metadata, text: path && readFileSync(path, "utf8") });
  return {
    parameters: outputs.parameters,
    artifacts: Object.fromEntries(Object.entries(outputs.artifacts).map(([name, artifact]) => [name, content(artifact)])),
    tasks: tasks.map((task) => `${task.path} ${task.state} ${task.attempts} ${JSON.stringify(task.outputs.parameters)}`).sort(),
  };
}
