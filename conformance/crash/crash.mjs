import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { damagedArtifacts, damagedCache } from "./content.mjs";
import { processesOf } from "./processes.mjs";
import { programsWithoutEngines } from "./programs.mjs";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const typeline = join(repository, "packages/cli/bin/typeline.js");

/** Milliseconds after which nothing of a killed run may be left. */
const PATIENCE = 5000;
/** The least time from the start of the process to a kill: before it, nothing of a run is there. */
const EARLIEST = 150;

/**
 * Compiles the pipeline, and makes a PATH without a container engine, so that `auto` runs programs of this machine.
 *
 * @param {string} scratch absolute path of a folder that is there
 */
export function prepareCrashes(scratch) {
  const document = join(scratch, "crash.yaml");
  const args = [typeline, "compile", "conformance/crash/pipeline.ts", "--target", "local", "-o", document];
  execFileSync(process.execPath, args, { cwd: repository, stdio: "pipe" });
  return { document, bin: programsWithoutEngines(scratch, ["sh", "cat", "cp", "mkdir", "sleep", "wc"]) };
}

/**
 * Numbers from 0 to 1 that follow from a seed (mulberry32).
 *
 * @param {number} seed
 */
function randomly(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * One run that is killed again and again at moments that follow from the seed, goes on each time, and then ends.
 *
 * @param {{ document: string, bin: string }} prepared
 * @param {{ scratch: string, seed: number, kills: number, longest: number, cache?: boolean }} options `longest`: milliseconds from the start of a process to its kill
 */
export async function crash({ document, bin }, { scratch, seed, kills, longest, cache = true }) {
  const folder = join(scratch, `run-${seed}`);
  mkdirSync(folder);
  const runs = join(folder, ".typeline/runs");
  const began = join(folder, "began");
  const random = randomly(seed);
  /** @type {string[]} */
  const problems = [];
  /** @type {number[]} */
  const moments = [];
  const linesOf = () => (existsSync(began) ? readFileSync(began, "utf8").split("\n").slice(0, -1) : []);
  let finished = new Set();
  for (;;) {
    const runId = existsSync(runs) ? readdirSync(runs).at(-1) : undefined;
    const before = linesOf().length;
    const args = runId === undefined ? ["run", document, "-p", `began=${began}`] : ["run", "--resume", runId];
    const delay = moments.length < kills ? EARLIEST + random() * (longest - EARLIEST) : undefined;
    const { code, output } = await runFor([...args, ...(cache ? [] : ["--no-cache"])], folder, bin, delay);
    const again = linesOf()
      .slice(before)
      .filter((path) => finished.has(path));
    if (again.length > 0) problems.push(`executed twice: ${again.join(", ")}`);
    const id = existsSync(runs) ? readdirSync(runs).at(-1) : undefined;
    if (id !== undefined) {
      problems.push(...(await leftOf(id)), ...damagedArtifacts(join(runs, id)).map((path) => `damaged: ${path}`));
      finished = finishedIn(join(runs, id));
    }
    problems.push(...damagedCache(join(folder, ".typeline/cache")).map((path) => `damaged in the cache: ${path}`));
    if (code === "killed") moments.push(Math.round(delay ?? 0));
    else if (code !== 0 && /stopped before it began|there is no run/.test(output)) rmSync(runs, { recursive: true, force: true });
    else {
      if (code !== 0) problems.push(`exit code ${code}: ${output.slice(-2000)}`);
      const result = id === undefined || code !== 0 ? undefined : resultOf(join(runs, id));
      if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
      return { seed, moments, problems, result };
    }
    if (problems.length > 0) return { seed, moments, problems, result: undefined };
  }
}

/**
 * Runs the command line, for some time or to its end.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @param {string} bin
 * @param {number | undefined} delay milliseconds to the kill
 * @returns {Promise<{ code: number | "killed" | null, output: string }>}
 */
function runFor(args, cwd, bin, delay) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [typeline, ...args], { cwd, env: { PATH: bin, CI: "1" }, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.on("data", (bytes) => {
      output += bytes;
    });
    const timer = delay === undefined ? undefined : globalThis.setTimeout(() => child.kill("SIGKILL"), delay);
    // Not `close`: what a killed runner leaves behind for a moment may hold the pipe open.
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      child.stderr.destroy();
      resolve({ code: signal === "SIGKILL" ? "killed" : code, output });
    });
  });
}

/**
 * What of a run's processes is left, and will not go.
 *
 * @param {string} runId
 */
async function leftOf(runId) {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const left = processesOf(runId);
    if (left.length === 0 || Date.now() > until) return left.map((process) => `left behind: ${process}`);
    await setTimeout(20);
  }
}

/**
 * Paths of tasks that the journal has as ended well.
 *
 * @param {string} run
 */
function finishedIn(run) {
  const journal = join(run, "journal.jsonl");
  const lines = existsSync(journal) ? readFileSync(journal, "utf8").split("\n").slice(0, -1) : [];
  const entries = lines.map((line) => JSON.parse(line));
  return new Set(entries.flatMap(({ type, task }) => (type === "task-ended" && task.state === "succeeded" ? [task.path] : [])));
}

/**
 * All that a run gave, without what differs from run to run.
 *
 * @param {string} run
 */
function resultOf(run) {
  const record = JSON.parse(readFileSync(join(run, "run.json"), "utf8"));
  const artifact = (/** @type {string} */ text) => text.replaceAll(/[^"]*\/artifacts\/(?=[0-9a-f]{64}\/)/g, "");
  const tasks = record.tasks.map((/** @type {any} */ { path, state, outputs, error, reason }) => ({
    path,
    state: state === "cached" ? "succeeded" : state,
    outputs,
    error,
    reason,
  }));
  tasks.sort((/** @type {any} */ a, /** @type {any} */ b) => (a.path < b.path ? -1 : 1));
  return artifact(JSON.stringify({ state: record.state, outputs: record.outputs, tasks }, null, 1));
}
