import { run } from "./process.mjs";

/** How many random pipelines of each kind; `npm test` takes a few of the same. */
const RUNS = 800;

/** Random pipelines do what their TypeScript says, by the tests of the compiler. */
export async function compareMeanings({ repository }) {
  const env = { ...process.env, TYPELINE_MEANING_RUNS: String(RUNS) };
  run("npx", ["vitest", "run", "packages/compiler/src/meaning"], { cwd: repository, env });
  return `${RUNS} straight, ${RUNS} with control flow`;
}
