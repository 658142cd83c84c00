/**
 * `npm run conformance`: what this repository compiles, judged by KFP itself.
 *
 * Each step takes the context (the folders, and what earlier steps left there) and returns a line for the table, or throws. A step
 * that cannot run on this machine returns `{ skipped }` with the reason.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInArgosController } from "./steps/argo-controller.mjs";
import { lintArgo } from "./steps/argo-lint.mjs";
import { lintSubmissions } from "./steps/argo-submissions.mjs";
import { checkCel } from "./steps/cel.mjs";
import { checkIr } from "./steps/check-ir.mjs";
import { compileAll } from "./steps/compile.mjs";
import { runInContainer } from "./steps/container.mjs";
import { runAsLauncher } from "./steps/execute.mjs";
import { checkExpr } from "./steps/expr.mjs";
import { ensureKfp, KFP_VERSION } from "./steps/kfp.mjs";
import { compareMeanings } from "./steps/meaning.mjs";
import { checkExecutorOutputs } from "./steps/outputs.mjs";
import { checkResources } from "./steps/resources.mjs";
import { runInRunnersContainers } from "./steps/runner-containers.mjs";
import { crashRunner } from "./steps/runner-crash.mjs";
import { compareExecutors } from "./steps/runner-executors.mjs";
import { compareWithKfp } from "./steps/runner-kfp.mjs";
import { loadRunner } from "./steps/runner-load.mjs";
import { runKfpPipelines } from "./steps/runner-process.mjs";
import { checkTwins } from "./steps/twins.mjs";

const steps = [
  [`kfp ${KFP_VERSION} in a virtual environment`, ensureKfp],
  ["Python twins are what kfp makes of them", checkTwins],
  ["every sample and example compiles", compileAll],
  ["KFP's protobuf and SDK take every compiled file", checkIr],
  ["KFP takes every pipeline as resources of Kubernetes", checkResources],
  ["components run as KFP's launcher runs them", runAsLauncher],
  ["a component runs in a container", runInContainer],
  ["the runner runs tasks in containers", runInRunnersContainers],
  ["all executors give the same outputs", compareExecutors],
  ["a killed runner goes on where it was", crashRunner],
  ["tasks that write much", loadRunner],
  ["executor outputs are KFP's protobuf", checkExecutorOutputs],
  ["expressions mean what cel-go says", checkCel],
  ["they mean the same in Argo's expr-lang", checkExpr],
  ["Argo takes every manifest", lintArgo],
  ["Argo takes every run that is submitted", lintSubmissions],
  ["Argo's controller runs what is lowered", runInArgosController],
  ["random pipelines mean what their TypeScript says", compareMeanings],
  ["KFP's pipelines run on this machine", runKfpPipelines],
  ["they give what kfp's local runner gives", compareWithKfp],
];

const context = {
  repository: fileURLToPath(new URL("../", import.meta.url)),
  scratch: mkdtempSync(join(tmpdir(), "typeline-conformance-")),
};

const rows = [];
const started = Date.now();
for (const [name, step] of steps) {
  const start = Date.now();
  const outcome = await step(context).then(
    (result) => (result?.skipped === undefined ? { state: "ok", note: result ?? "" } : { state: "skipped", note: result.skipped }),
    (error) => ({ state: "FAILED", note: error.report ?? error.stack }),
  );
  rows.push({ name, ...outcome, seconds: (Date.now() - start) / 1000 });
  console.log(`${outcome.state.padEnd(8)}${name}${outcome.note === "" ? "" : `: ${outcome.note}`}`);
}
rmSync(context.scratch, { recursive: true, force: true });

console.log(`\n${"step".padEnd(52)}${"".padEnd(9)}seconds`);
for (const { name, state, seconds } of rows) console.log(`${name.padEnd(52)}${state.padEnd(9)}${seconds.toFixed(1).padStart(7)}`);
console.log(`${"all".padEnd(61)}${((Date.now() - started) / 1000).toFixed(1).padStart(7)}`);
process.exitCode = rows.some(({ state }) => state === "FAILED") ? 1 : 0;
