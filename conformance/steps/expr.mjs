import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { knownDifference } from "../cel/argo-differences.mjs";
import { onArgo } from "../cel/on-argo.mjs";
import { questionsOf, toJson } from "../cel/questions.mjs";
import { cacheFolder } from "./kfp.mjs";
import { have, run, StepFailure } from "./process.mjs";

/** What people write: nothing of it may mean anything else on Argo. */
const strict = new Set(["of KFP's documents", "of TypeScript"]);

/**
 * What we write for Argo in place of CEL has the value, or the error, that our evaluator gives the CEL: asked of Argo's own substitution
 * of tags with its expr-lang, over parameters as they travel through a workflow.
 */
export async function checkExpr(context) {
  if (!have("go")) return { skipped: "go is not installed, so expr-lang cannot be asked" };
  const packages = join(context.repository, "packages");
  const ir = await import(join(packages, "ir", "dist", "index.js"));
  const put = await onArgo(join(packages, "argo", "dist"), ir);
  const all = Object.entries(await questionsOf(context, ir)).flatMap(([group, questions]) =>
    questions.map((question) => ({ group, text: question.condition ?? question.selector, ...put(question) })),
  );
  const asked = all.filter(({ refusal }) => refusal === undefined);
  const answers = askGo(
    context,
    asked.map((one) => one.put),
  );
  const { known, values } = compare(asked, answers, ir);
  const texts = (questions) => new Set(questions.map(({ text }) => text)).size;
  if (values < asked.length / 4) throw new StepFailure(`only ${values} of ${asked.length} have a value: nothing is compared`);
  const differences = [...known].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${count} ${name}`);
  return [
    `${texts(asked)} expressions, ${asked.length} questions, 0 differ (but as documented: ${differences.join(", ")})`,
    `${texts(all) - texts(asked)} refused (${reasonsOf(all).join(", ")})`,
  ].join(", ");
}

/** How many expressions are refused, by reason. */
function reasonsOf(all) {
  const reasons = new Map(all.flatMap(({ text, refusal }) => (refusal === undefined ? [] : [[text, refusal]])));
  const counts = new Map();
  for (const reason of reasons.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${count} ${reason}`);
}

function askGo({ repository }, questions) {
  const folder = join(cacheFolder(), "conformance", "expr");
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "expr");
  run("go", ["build", "-o", program, "."], { cwd: join(repository, "conformance", "go", "expr"), env: { ...process.env, GOWORK: "off" } });
  const answers = run(program, [], { input: questions.map((question) => `${JSON.stringify(question)}\n`).join("") })
    .trimEnd()
    .split("\n");
  if (answers.length !== questions.length)
    throw new StepFailure(`expr-lang gave ${answers.length} answers to ${questions.length} questions`);
  return answers.map((line) => JSON.parse(line));
}

function compare(asked, answers, ir) {
  const known = new Map();
  let values = 0;
  const problems = asked.flatMap(({ group, text, question }, index) => {
    const isSelector = question.condition === undefined;
    const ours = isSelector
      ? ir.evaluateSelector(question.selector, question.value)
      : ir.evaluateCondition(question.condition, question.inputs);
    const answer = answers[index];
    const theirs = isSelector && answer.error === undefined ? { value: JSON.parse(answer.value) } : answer;
    if (ours.error === undefined && theirs.error === undefined) values += 1;
    if (ours.error === undefined ? isDeepStrictEqual(ours.value, theirs.value) : theirs.error !== undefined) return [];
    const difference = knownDifference(question, ours, theirs, ir);
    if (difference !== undefined && !strict.has(group)) {
      known.set(difference, (known.get(difference) ?? 0) + 1);
      return [];
    }
    const of = isSelector ? toJson(question.value) : toJson(question.inputs);
    return [`${text} of ${of}\n  ours:      ${toJson(ours)}\n  expr-lang: ${toJson(theirs)}`];
  });
  if (problems.length > 0) throw new StepFailure(`${problems.length} of ${asked.length} differ\n${problems.slice(0, 40).join("\n")}`);
  return { known, values };
}
