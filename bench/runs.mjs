import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { chain, fanOut, repeated } from "./generate.mjs";
import { compileOurs, environment, median, paired, timed } from "./measure.mjs";
import { makeProject, repository, typeline } from "./project.mjs";

const example = (name) => join(repository, "examples", name, "pipeline.ts");
const run = (source, folder, ...flags) => timed(process.execPath, [typeline, "run", source, ...flags], folder);

/** `examples/iris`, from its source to its end, against its Python twin under kfp's own local runner, each in a new process and folder. */
export function irisAgainstKfp(python, times) {
  const twin = join(repository, "bench", "iris.py");
  return paired(
    times,
    () => inFolder((folder) => run(example("iris"), folder)),
    () => inFolder((folder) => timed(python, [twin], folder)),
  );
}

/** Milliseconds from the start of the process to the line that says that the first task has started. */
export async function untilFirstTask(times) {
  const measured = [];
  for (let time = 0; time <= times; time++) measured.push(await inFolder((folder) => firstLine(example("hello"), folder)));
  return median(measured.slice(1));
}

/** Milliseconds that each task of a chain costs: those that do nothing, without what a run of one task takes. */
export function chainOf(count, times) {
  const [one, many] = [1, count].map((length) =>
    compiled(chain(length), (file, folder) => median(Array.from({ length: times }, () => run(file, folder, "--no-cache")))),
  );
  return (many - one) / (count - 1);
}

/** Milliseconds of a run in which all of `count` tasks come from the cache. */
export function cachedRun(count, times) {
  return compiled(repeated(count), (file, folder) => {
    run(file, folder);
    return median(Array.from({ length: times }, () => run(file, folder)));
  });
}

/** A loop of tasks that do nothing: milliseconds, and the most memory that the runner had, in MiB (not known but on Linux). */
export function loopOf(count) {
  return compiled(fanOut(), async (file, folder) => {
    writeFileSync(join(folder, "items.json"), JSON.stringify({ items: Array.from({ length: count }, (_, index) => index) }));
    const start = performance.now();
    const child = spawn(process.execPath, [typeline, "run", file, "--no-cache", "--params", "items.json"], {
      cwd: folder,
      env: environment,
      stdio: "ignore",
    });
    let memory;
    const watch = setInterval(() => {
      memory = peakMemory(child.pid) ?? memory;
    }, 50);
    const code = await new Promise((resolve) => child.once("close", resolve));
    clearInterval(watch);
    if (code !== 0) throw new Error(`typeline run of ${count} items: exit code ${code}`);
    return { milliseconds: performance.now() - start, memory };
  });
}

function peakMemory(pid) {
  try {
    const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    // A process that has ended has none.
    return peak === undefined ? undefined : Number(peak) / 1024;
  } catch {
    return undefined;
  }
}

function firstLine(source, folder) {
  const start = performance.now();
  const child = spawn(process.execPath, [typeline, "run", source], { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let [printed, elapsed] = ["", undefined];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => {
        printed += text;
        if (/^task \S+ started/m.test(printed)) elapsed ??= performance.now() - start;
      });
    child.once("close", () => (elapsed === undefined ? reject(new Error(`no task has started: ${printed}`)) : resolve(elapsed)));
  });
}

/** Compiles a pipeline first, so that its run is all that is measured. */
function compiled(sources, use) {
  const project = makeProject(sources);
  compileOurs(project);
  return finallyDo(() => use(project.ours, project.folder), project.remove);
}

function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), "typeline-bench-run-"));
  return finallyDo(
    () => use(folder),
    () => rmSync(folder, { recursive: true, force: true }),
  );
}

/** Of what is done at once, or later. */
function finallyDo(use, end) {
  let result;
  try {
    result = use();
  } catch (error) {
    end();
    throw error;
  }
  if (result instanceof Promise) return result.finally(end);
  end();
  return result;
}
