import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { counted, questionsOf, toJson } from "../cel/questions.mjs";
import { cacheFolder } from "./kfp.mjs";
import { have, run, StepFailure } from "./process.mjs";

/** Our evaluator gives every expression the value, or the error, that the cel-go of KFP's driver gives it. */
export async function checkCel(context) {
  if (!have("go")) return { skipped: "go is not installed, so cel-go cannot be asked" };
  const ir = await import(join(context.repository, "packages", "ir", "dist", "index.js"));
  const groups = await questionsOf(context, ir);
  const all = Object.values(groups).flat();
  compare(all, askGo(context, all), ir);
  return counted(groups);
}

function askGo({ repository, scratch, python }, questions) {
  const folder = join(cacheFolder(), "conformance", "cel-go");
  mkdirSync(folder, { recursive: true });
  const [program, descriptors] = [join(folder, "cel"), join(scratch, "pipeline-spec.descriptors")];
  run("go", ["build", "-o", program, "."], { cwd: join(repository, "conformance", "go", "cel"), env: { ...process.env, GOWORK: "off" } });
  run(python, [join(repository, "conformance", "python", "dump_descriptors.py"), descriptors]);
  const lines = questions.map(({ condition, inputs, selector, value }) =>
    condition === undefined
      ? toJson({ selector, value })
      : toJson({ condition, input: { inputs: { parameterValues: inputs.parameters ?? {}, artifacts: inputs.artifacts ?? {} } } }),
  );
  const answers = run(program, [descriptors], { input: `${lines.join("\n")}\n` })
    .trimEnd()
    .split("\n");
  if (answers.length !== questions.length) throw new StepFailure(`cel-go gave ${answers.length} answers to ${questions.length} questions`);
  return answers.map((line) => JSON.parse(line));
}

function compare(questions, answers, { evaluateCondition, evaluateSelector }) {
  let values = 0;
  const problems = questions.flatMap(({ condition, inputs, selector, value }, index) => {
    const ours = condition === undefined ? evaluateSelector(selector, value) : evaluateCondition(condition, inputs);
    const theirs = answers[index];
    if (ours.unsupported) return [];
    if (ours.error === undefined) values += 1;
    const same =
      ours.error === undefined ? theirs.error === undefined && isDeepStrictEqual(ours.value, theirs.value) : theirs.error !== undefined;
    return same ? [] : [`${condition ?? `${selector} of ${toJson(value)}`}\n  ours:   ${toJson(ours)}\n  cel-go: ${toJson(theirs)}`];
  });
  if (problems.length > 0) throw new StepFailure(`${problems.length} of ${questions.length} differ\n${problems.slice(0, 40).join("\n")}`);
  if (values < questions.length / 20) throw new StepFailure(`only ${values} of ${questions.length} have a value: nothing is compared`);
}
