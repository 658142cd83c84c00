import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { repeated } from "./generate.mjs";
import { environment } from "./measure.mjs";
import { typeline } from "./project.mjs";

/**
 * Times from saving a source to the written YAML under `typeline compile --watch`, in milliseconds.
 *
 * @param project One made of `repeated(count)`.
 * @param {number} saves How many are measured; two more come before them, which warm the compiler.
 */
export async function saveToYaml(project, count, saves) {
  project.forget();
  const watcher = spawn(process.execPath, [typeline, "compile", project.source, "-o", project.ours, "--watch"], {
    cwd: project.folder,
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await until(() => existsSync(project.ours), "the first compilation");
    await sleep(500); // the watcher starts after the first YAML
    const times = [];
    for (let save = 1; save <= saves + 2; save++) {
      const constant = 1_000_000 * save;
      const before = statSync(project.ours).mtimeMs;
      const start = performance.now();
      writeFileSync(project.source, repeated(count, constant).typescript);
      await until(() => statSync(project.ours).mtimeMs !== before && written(project, constant), `save ${save}`);
      times.push(performance.now() - start);
      await sleep(250);
    }
    return times.slice(2);
  } finally {
    const ended = new Promise((resolve) => watcher.once("exit", resolve));
    watcher.kill("SIGTERM");
    await ended;
  }
}

function written({ ours }, constant) {
  return new RegExp(`constant: ${constant}(\\.0)?\\n`).test(readFileSync(ours, "utf8"));
}

async function until(condition, what) {
  const deadline = performance.now() + 30_000;
  while (!holds(condition)) {
    if (performance.now() > deadline) throw new Error(`${what} has not come after 30 seconds`);
    await sleep(1);
  }
}

/** A file that is being replaced is not there for a moment. */
function holds(condition) {
  try {
    return condition();
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}
