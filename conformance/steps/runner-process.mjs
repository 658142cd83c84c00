import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { haveKfpFiles, kfpFiles, readKfpFile } from "../local/documents.mjs";
import { files } from "../local/files.mjs";
import { cacheFolder } from "./kfp.mjs";
import { StepFailure } from "./process.mjs";

/** Pipelines at once; each runs as many tasks at once as there are cores. */
const AT_ONCE = 2;

/** KFP's pipelines that need Python or a shell run on this machine as processes, and finish as they should. */
export async function runKfpPipelines(context) {
  if (!haveKfpFiles) return { skipped: "KFP's compiled pipelines are not in ../shared/conformance" };
  const { runDocument } = await import(pathToFileURL(join(context.repository, "packages", "runner", "dist", "index.js")));
  const { readDocument } = await import(pathToFileURL(join(context.repository, "packages", "ir", "dist", "index.js")));
  const runs = kfpFiles()
    .filter((file) => files[file]?.cannot === undefined || files[file].says !== undefined)
    .flatMap((file) => (files[file]?.seeds ?? [1]).map((seed) => ({ file, seed, ...files[file] })));
  context.localRuns = [];
  const problems = [];
  const waiting = [...runs];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        const document = readDocument(readKfpFile(one.file), one.file).document;
        const cwd = join(context.scratch, "local", `${one.file.replaceAll("/", "_")}-${one.seed}`);
        mkdirSync(cwd, { recursive: true });
        const record = await runDocument(document, inputsOf(one, cwd), optionsOf(context, one, cwd));
        const problem = problemOf(one, record);
        if (problem !== undefined) problems.push(`${one.file}: ${problem}`);
        if (one.cannot === undefined) context.localRuns.push({ ...one, document, record, cwd });
      }
    }),
  );
  if (problems.length > 0) throw new StepFailure(problems.sort().join("\n"));
  const tasks = context.localRuns.flatMap(({ record }) => record.tasks.filter(({ attempts }) => attempts > 0));
  const [ran, all] = [new Set(context.localRuns.map(({ file }) => file)), kfpFiles()];
  return `${context.localRuns.length} runs of ${ran.size} files, ${tasks.length} tasks; ${all.length - ran.size} files cannot run here`;
}

function inputsOf({ given = {}, artifacts = {} }, cwd) {
  for (const [name, text] of Object.entries(artifacts)) writeFileSync(join(cwd, name), text);
  return { parameters: given, artifacts: Object.fromEntries(Object.keys(artifacts).map((name) => [name, name])) };
}

/** Python environments are kept; results are not taken from an earlier run. */
const optionsOf = ({ repository }, { seed, secrets = {}, env = {} }, cwd) => ({
  cwd,
  cacheDirectory: join(cacheFolder(), "conformance", "runner"),
  executor: "process",
  cache: false,
  secrets: new Map(Object.entries(secrets)),
  env: { PYTHONPATH: join(repository, "conformance", "python", "seeded"), TYPELINE_SEED: String(seed), ...env },
});

/** What is wrong with how it ended. */
function problemOf({ fails, message = "", says }, { state, error }) {
  const how = state === "succeeded" ? state : `${state} at ${error?.task}: ${error?.message}`;
  if (says !== undefined) return state === "failed" && error.message.includes(says) ? undefined : how;
  if (fails === undefined) return state === "succeeded" ? undefined : how;
  return state === "failed" && error.task === fails && error.message.includes(message) ? undefined : how;
}
