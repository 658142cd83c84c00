/**
 * `npm run bench`: how fast typeline compiles, and how small what it writes is, against kfp on the same machine. Writes
 * `docs/benchmarks.md`. With `--quick`, fewer runs and nothing written.
 */
import { statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kfpPython } from "../conformance/steps/kfp.mjs";
import { run } from "../conformance/steps/process.mjs";
import { branching, mixed, repeated, sectioned } from "./generate.mjs";
import { compileCold, compileKfps, compileOurs, median, paired, timed } from "./measure.mjs";
import { makeProject, repository } from "./project.mjs";
import { page } from "./report.mjs";
import { cachedRun, chainOf, irisAgainstKfp, loopOf, untilFirstTask } from "./runs.mjs";
import { saveToYaml } from "./watch.mjs";

const quick = process.argv.includes("--quick");
const kfp = join(dirname(kfpPython()), "kfp");
const rows = [];

await withProject(repeated(30), async (project) => {
  const cold = paired(
    quick ? 3 : 9,
    () => compileCold(project),
    () => compileKfps(kfp, project),
  );
  add("`compile`, cold process, 30 tasks", milliseconds(cold.first), milliseconds(cold.second), cold.ratio, 0.25);
  const again = paired(
    quick ? 3 : 9,
    () => compileAgain(project),
    () => compileCold(project),
  );
  add(
    "nothing changed since the last compile, against our cold one",
    milliseconds(again.first),
    milliseconds(again.second),
    again.ratio,
    0.6,
  );
  const saves = median(await saveToYaml(project, 30, quick ? 3 : 10));
  limit("`--watch`, save to written YAML, 30 tasks", saves, 60, milliseconds);
});

await withProject(mixed(30), (project) => {
  const cold = paired(
    quick ? 3 : 9,
    () => compileCold(project),
    () => compileKfps(kfp, project),
  );
  add(
    "the same for a mix of components, options and artifacts, 30 tasks",
    milliseconds(cold.first),
    milliseconds(cold.second),
    cold.ratio,
    0.25,
  );
});

const thousand = await withProject(repeated(1000), (project) => {
  const cold = paired(
    quick ? 1 : 3,
    () => compileCold(project),
    () => compileKfps(kfp, project),
  );
  add("`compile`, cold process, 1,000 tasks", milliseconds(cold.first), milliseconds(cold.second), cold.ratio, 0.1);
  const [ours, kfps] = [statSync(project.ours).size, statSync(project.kfps).size];
  add("IR, one component used 1,000 times", bytes(ours), bytes(kfps), ours / kfps, 0.3);
  return cold.first;
});

const cold = (sources) => withProject(sources, (project) => median(Array.from({ length: quick ? 1 : 3 }, () => compileCold(project))));
const flat = await cold(repeated(10_000));
add("`compile`, 10,000 tasks in one function, against our 1,000", milliseconds(flat), milliseconds(thousand), flat / thousand, 12);
const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
const check = (count) => withProject(repeated(count), ({ folder }) => timed(process.execPath, [tsc, "-p", folder], folder));
const [checked, checkedFlat] = [await check(1000), await check(10_000)];
rows.push({
  measure: "TypeScript's own check of that file, `tsc --noEmit`, against its check of 1,000",
  ours: milliseconds(checkedFlat),
  other: milliseconds(checked),
  value: (checkedFlat / checked).toFixed(1),
  target: "–",
  met: undefined,
});
const [small, large] = [await cold(sectioned(1000)), await cold(sectioned(10_000))];
add("`compile`, 10,000 tasks in functions of 100, against 1,000 such", milliseconds(large), milliseconds(small), large / small, 12);

const controlFlow = await cold(branching(100));
limit("`compile`, cold process, 2,000 lines with 1,500 tasks, 200 conditions and 100 loops", controlFlow, 1500, milliseconds);

const iris = irisAgainstKfp(kfpPython(), 1);
add(
  "`typeline run examples/iris`, cold process, nothing cached, against kfp's SubprocessRunner",
  milliseconds(iris.first),
  milliseconds(iris.second),
  iris.ratio,
  0.05,
);
limit("start of `typeline run` to the first task's line, `examples/hello`", await untilFirstTask(quick ? 3 : 9), 700, milliseconds);
limit("a task that does nothing, in a chain of 1,000", chainOf(1000, quick ? 1 : 3), 3, (value) => `${value.toFixed(1)} ms`);
limit("a run of 1,000 tasks that are all in the cache", cachedRun(1000, quick ? 1 : 5), 1500, milliseconds);
const [loop, tenth] = [await loopOf(10_000), await loopOf(1000)];
limit("a loop over 10,000 items of a task that does nothing", loop.milliseconds, 20_000, milliseconds);
add(
  "the same against 1,000 items",
  milliseconds(loop.milliseconds),
  milliseconds(tenth.milliseconds),
  loop.milliseconds / tenth.milliseconds,
  10,
);
if (loop.memory !== undefined) limit("the runner's memory in that loop", loop.memory, 400, (value) => `${Math.round(value)} MiB`);

const text = page(rows);
if (quick) console.log(text);
else {
  writeFileSync(join(repository, "docs", "benchmarks.md"), text);
  // The table of pods is counted by a test, which reads the sources.
  run("npx", ["vitest", "run", "conformance/pods/"], { cwd: repository, env: { ...process.env, UPDATE: "1" } });
}
for (const { measure, value, target, met } of rows)
  console.log(`${met === undefined ? "      " : met ? "met   " : "MISSED"}  ${value.padStart(8)}  (target ${target})  ${measure}`);

function add(measure, ours, other, ratio, target) {
  rows.push({ measure, ours, other, value: ratio.toFixed(ratio < 1 ? 3 : 1), target: String(target), met: ratio <= target });
}

function limit(measure, value, target, shown) {
  rows.push({ measure, ours: shown(value), other: "–", value: shown(value), target: shown(target), met: value <= target });
}

/** A second compilation of what has not changed; a first one if there was none. */
function compileAgain(project) {
  if (!statSync(project.ours, { throwIfNoEntry: false })) compileOurs(project);
  return compileOurs(project);
}

async function withProject(sources, use) {
  const project = makeProject(sources);
  try {
    return await use(project);
  } finally {
    project.remove();
  }
}

function milliseconds(value) {
  return value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function bytes(value) {
  return `${Math.round(value / 1024)} KiB`;
}
