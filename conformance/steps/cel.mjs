import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseAllDocuments } from "yaml";
import { compileConditions } from "../cel/compiled.mjs";
import { conditions as written } from "../cel/conditions.mjs";
import { parametersFor, textsUnder } from "../cel/document-texts.mjs";
import { samplesOf } from "../cel/inputs.mjs";
import { randomConditions, randomSelectors } from "../cel/random.mjs";
import { marked } from "../cel/source.mjs";
import { conditions, inputs, selected, selectors } from "../cel/texts.mjs";
import { runs } from "../cel/verdict.mjs";
import { cacheFolder } from "./kfp.mjs";
import { have, run, StepFailure } from "./process.mjs";

/** How many expressions are made up, and where the random numbers start: the same in every run, unless one hunts with others. */
const RANDOM = Number(process.env.TYPELINE_CEL_RUNS ?? 3000);
const SEED = Number(process.env.TYPELINE_CEL_SEED ?? 1);

/** Our evaluator gives every expression the value, or the error, that the cel-go of KFP's driver gives it. */
export async function checkCel(context) {
  if (!have("go")) return { skipped: "go is not installed, so cel-go cannot be asked" };
  const ir = await import(join(context.repository, "packages", "ir", "dist", "index.js"));
  const { compile } = await import(join(context.repository, "packages", "compiler", "dist", "index.js"));
  const groups = {
    "by hand": byHand(),
    "of KFP's documents": ofDocuments(context),
    "made up": madeUp(ir),
    "of TypeScript": await ofTypeScript(ir, compile),
  };
  const all = Object.values(groups).flat();
  compare(all, askGo(context, all), ir);
  return Object.entries(groups)
    .map(([name, questions]) => `${new Set(questions.map((one) => one.condition ?? one.selector)).size} ${name} (${questions.length})`)
    .join(", ");
}

function byHand() {
  return [
    ...conditions.map((condition) => ({ condition, inputs })),
    ...selectors.flatMap((selector) => selected.map((value) => ({ selector, value }))),
  ];
}

/** KFP's documents lie beside the repository, not in it. */
function ofDocuments({ repository }) {
  const folder = join(repository, "..", "shared", "conformance", "kfp", "valid");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).filter((path) => /\.ya?ml$/.test(path));
  const documents = files.flatMap((path) => parseAllDocuments(readFileSync(join(folder, path), "utf8")).map((one) => one.toJSON()));
  return [
    ...textsUnder(documents, "condition").flatMap((condition) =>
      parametersFor(condition).map((parameters) => ({ condition, inputs: { parameters } })),
    ),
    ...textsUnder(documents, "parameterExpressionSelector").flatMap((selector) => selected.map((value) => ({ selector, value }))),
  ];
}

function madeUp({ printExpression }) {
  const [parameters, artifacts] = [Object.keys(inputs.parameters), Object.keys(inputs.artifacts)];
  return [
    ...randomConditions(parameters, artifacts, RANDOM, SEED)
      .map(printExpression)
      // Most of them are an error or no bool; beside something true, what the checker refuses still shows.
      .flatMap((text) => [text, `[${text}] == [1] || true`, `string(${text}) == '1' || true`])
      .map((condition) => ({ condition, inputs })),
    ...randomSelectors(RANDOM, SEED)
      .map(printExpression)
      .map((selector, index) => ({ selector, value: selected[index % selected.length] })),
  ];
}

/** Every condition and selector that is evaluated to find out whether a task of a compiled pipeline runs. */
async function ofTypeScript({ evaluateCondition, evaluateSelector }, compile) {
  const rows = written.map((row) => (typeof row === "string" ? { condition: row } : row)).filter(({ refused }) => refused === undefined);
  const { specs } = await compileConditions(
    rows.map(({ condition }) => condition),
    compile,
  );
  const questions = [];
  const evaluator = {
    condition(condition, { parameters }) {
      questions.push({ condition, inputs: { parameters } });
      return evaluateCondition(condition, { parameters });
    },
    selector(selector, value) {
      questions.push({ selector, value });
      return evaluateSelector(selector, value);
    },
  };
  for (const [condition, spec] of specs) for (const sample of samplesOf(condition)) runs(spec, marked, sample, evaluator);
  return questions;
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

/** JSON that keeps -0. */
const toJson = (value) => JSON.stringify(value, (_, part) => (Object.is(part, -0) ? "@-0@" : part)).replaceAll('"@-0@"', "-0");

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
