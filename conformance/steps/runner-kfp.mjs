import { join } from "node:path";
import { askKfp } from "../local/ask-kfp.mjs";
import { kfpFolder, readKfpFile } from "../local/documents.mjs";
import { canonical, shownOutputs, shownTasks } from "../local/shown.mjs";
import { aloneBecause } from "../local/table.mjs";
import { StepFailure } from "./process.mjs";

/** What the tasks of KFP's pipelines and the pipelines themselves give is what they give under kfp's own local runner. */
export async function compareWithKfp(context) {
  if (context.localRuns === undefined) return { skipped: "KFP's compiled pipelines are not in ../shared/conformance" };
  const compared = context.localRuns.filter(({ file }) => aloneBecause(file) === undefined);
  const questions = compared.map(({ file, given = {}, seed }, index) => ({
    path: kfpFolder + file,
    text: readKfpFile(file),
    given,
    root: join(context.scratch, "kfp-local", String(index)),
    seed,
  }));
  const answers = await askKfp(context, questions);
  const problems = compared.flatMap((run, index) =>
    differences(run, answers[index], questions[index].root).map((problem) => `${run.file}: ${problem}`),
  );
  if (problems.length > 0) throw new StepFailure(problems.join("\n"));
  const tasks = answers.flatMap((answer) => answer.tasks);
  return `${compared.length} runs of ${new Set(compared.map(({ file }) => file)).size} files, ${tasks.length} tasks`;
}

function differences({ record, document, fails, cwd }, answer, root) {
  if (answer.state !== record.state) return [`it ${record.state} here; there it ${answer.state}: ${answer.error}`];
  const ours = shownTasks(record, document).map((text) => withoutPaths(text, cwd));
  const theirs = tasksOf(answer).map((text) => withoutPaths(text, root));
  const problems = [];
  for (const text of ours.filter((one) => !take(theirs, one))) problems.push(`only here: ${text}`);
  for (const text of theirs) problems.push(`only there: ${text}`);
  const here = withoutPaths(canonical(shownOutputs(record.outputs)), cwd);
  const there = withoutPaths(canonical(answer.outputs), root);
  if (fails === undefined && here !== there) problems.push(`it gives ${here} here, and ${there} there`);
  return problems;
}

/** Each runner has its own folders; what lies in them is compared by content. */
const withoutPaths = (text, folder) =>
  text
    .split(folder)
    .map((part, index) => (index === 0 ? part : `<path>${part.replace(/^[^"\\\s]*/, "")}`))
    .join("");

const tasksOf = ({ tasks }) =>
  tasks.filter(({ state }) => state === "SUCCESS").map(({ component, outputs }) => canonical({ component, outputs }));

/** Takes one text out of a list; whether it was there. */
function take(list, text) {
  const at = list.indexOf(text);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}
