import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { programsWithoutEngines } from "../crash/programs.mjs";
import { StepFailure } from "./process.mjs";

/** Megabytes of the runner's process, whatever its tasks write. */
const MEMORY = 3000;

/** What each pipeline of `load/pipeline.ts` is to leave, and how long it may take, in seconds. */
const CASES = [
  { name: "million", what: "a million lines of a component", seconds: 30, log: { lines: 1_000_000 } },
  { name: "million-of-process", what: "a million lines of a program", seconds: 30, log: { lines: 1_000_000 } },
  { name: "long-line", what: "a line of 100 MB", seconds: 20, log: { bytes: 100_000_000 } },
  { name: "binary", what: "50 MB that are no text", seconds: 200, log: {} },
  { name: "large-artifact", what: "an artifact of 1 GB, twice", seconds: 40, output: 1_000_000_000 },
  { name: "large-artifact", what: "the same out of the cache", seconds: 10, output: 1_000_000_000 },
];

/** Tasks that write much cost the runner time, and no memory. */
export async function loadRunner({ repository, scratch: all }) {
  const scratch = join(all, "load");
  mkdirSync(scratch);
  const bin = programsWithoutEngines(scratch, ["sh", "head", "tr", "cp", "wc", "seq"]);
  const typeline = join(repository, "packages/cli/bin/typeline.js");
  const documents = join(scratch, "documents");
  mkdirSync(documents);
  execFileSync(process.execPath, [typeline, "compile", "conformance/load/pipeline.ts", "--target", "local", "-o", documents], {
    cwd: repository,
    stdio: "pipe",
  });
  const told = [];
  for (const { name, what, seconds, log, output } of CASES) {
    const start = Date.now();
    const { record, peak } = await run([typeline, "run", join(documents, `${name}.yaml`), "--json"], scratch, bin);
    const took = (Date.now() - start) / 1000;
    if (record.state !== "succeeded") throw new StepFailure(`${what}: ${record.error.message}`);
    const path = record.tasks[0].log;
    const found = log && { lines: linesOf(path), bytes: statSync(path).size };
    if (log?.lines !== undefined && found.lines !== log.lines) throw new StepFailure(`${what}: its log has ${found.lines} lines`);
    if (log?.bytes !== undefined && found.bytes - found.lines !== log.bytes)
      throw new StepFailure(`${what}: its log has ${found.bytes} bytes`);
    if (output !== undefined && record.outputs.parameters.Output !== output)
      throw new StepFailure(`${what}: it gave ${JSON.stringify(record.outputs)}`);
    if (peak > MEMORY) throw new StepFailure(`${what}: the runner had ${peak} MB of memory, and may have ${MEMORY}`);
    if (took > seconds) throw new StepFailure(`${what}: it took ${took} s, and may take ${seconds}`);
    told.push(`${what} ${took.toFixed(1)} s, ${peak} MB`);
    rmSync(join(scratch, ".typeline/runs"), { recursive: true, force: true });
  }
  return told.join("; ");
}

/** Runs a program and watches its own memory, in megabytes at most. */
function run(args, cwd, bin) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { PATH: bin, CI: "1" }, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr, peak] = ["", "", 0];
    const watch = setInterval(() => {
      try {
        const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
        peak = Math.max(peak, Math.round(Number(kilobytes) / 1024));
      } catch {
        // It has just ended.
      }
    }, 20);
    child.stdout.on("data", (bytes) => (stdout += bytes));
    child.stderr.on("data", (bytes) => (stderr = (stderr + bytes).slice(-4000)));
    child.on("close", () => {
      clearInterval(watch);
      try {
        resolve({ record: JSON.parse(stdout), peak });
      } catch {
        reject(new StepFailure(stderr));
      }
    });
  });
}

function linesOf(path) {
  const bytes = readFileSync(path);
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
