import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { typeline } from "./project.mjs";

/** Certificates of a machine's own (`NODE_EXTRA_CA_CERTS`) cost Node a fifth of a second at start, and are no part of what is measured. */
export const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "NODE_EXTRA_CA_CERTS"));

/** Wall time of a program from start to end, in milliseconds. Throws with its output if it fails. */
export function timed(program, args, cwd) {
  const start = performance.now();
  const done = spawnSync(program, args, { cwd, env: environment, encoding: "utf8", maxBuffer: 1 << 28 });
  const elapsed = performance.now() - start;
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.error?.message ?? done.stderr}`);
  return elapsed;
}

export const compileOurs = ({ folder, source, ours }) => timed(process.execPath, [typeline, "compile", source, "-o", ours], folder);

/** The first compilation of a project, in a new process. */
export function compileCold(project) {
  project.forget();
  return compileOurs(project);
}

export const compileKfps = (kfp, { folder, python, kfps }) => timed(kfp, ["dsl", "compile", "--py", python, "--output", kfps], folder);

/**
 * Pairs of times, taken by turns so that a slow minute of the machine slows both. One pair more is taken first and dropped: it warms the
 * caches of files.
 */
export function paired(times, first, second) {
  const pairs = Array.from({ length: times + 1 }, () => [first(), second()]).slice(1);
  return {
    first: median(pairs.map(([one]) => one)),
    second: median(pairs.map(([, other]) => other)),
    ratio: median(pairs.map(([one, other]) => one / other)),
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
