import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { compileConditions } from "./compiled.mjs";
import { conditions as written } from "./conditions.mjs";
import { parametersFor, textsUnder } from "./document-texts.mjs";
import { samplesOf } from "./inputs.mjs";
import { randomConditions, randomSelectors } from "./random.mjs";
import { marked } from "./source.mjs";
import { conditions, inputs, selected, selectors } from "./texts.mjs";
import { runs } from "./verdict.mjs";

/** How many expressions are made up, and where the random numbers start: the same in every run, unless one hunts with others. */
const RANDOM = Number(process.env.TYPELINE_CEL_RUNS ?? 3000);
const SEED = Number(process.env.TYPELINE_CEL_SEED ?? 1);

/** Expressions with what they are asked of, by where they come from: `{condition, inputs}` or `{selector, value}`. */
export async function questionsOf(context, ir) {
  const { compile } = await import(join(context.repository, "packages", "compiler", "dist", "index.js"));
  return {
    "by hand": byHand(),
    "of KFP's documents": ofDocuments(context),
    "made up": madeUp(ir),
    "of TypeScript": await ofTypeScript(ir, compile),
  };
}

/** How many expressions each group has, and how many questions are asked of them. */
export const counted = (groups) =>
  Object.entries(groups)
    .map(([name, questions]) => `${new Set(questions.map((one) => one.condition ?? one.selector)).size} ${name} (${questions.length})`)
    .join(", ");

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

/** JSON that keeps -0. */
export const toJson = (value) => JSON.stringify(value, (_, part) => (Object.is(part, -0) ? "@-0@" : part)).replaceAll('"@-0@"', "-0");
