import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../steps/kfp.mjs";
import { run, runLater, StepFailure } from "../steps/process.mjs";

/** kfp runs one task after another, and most of its time is Python's start. */
const AT_ONCE = 2;

/**
 * Has kfp's local runner run pipelines.
 *
 * @param questions `{ path, text, given, root, seed }`
 * @returns the answers of `conformance/python/run_locally.py`, in the same order
 */
export async function askKfp({ repository, python }, questions) {
  const program = join(repository, "conformance", "python", "run_locally.py");
  const env = { ...process.env, PYTHONPATH: join(repository, "conformance", "python", "seeded") };
  const answers = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, part) => {
      const own = questions.map((question, index) => ({ question, index })).filter(({ index }) => index % AT_ONCE === part);
      const input = own.map(({ question }) => `${JSON.stringify(asked(question))}\n`).join("");
      const lines = (await runLater(python, [program], { env, input })).split("\n").slice(0, -1);
      if (lines.length !== own.length) throw new StepFailure(`kfp gave ${lines.length} answers to ${own.length} questions`);
      for (const [at, { index }] of own.entries()) answers[index] = JSON.parse(lines[at]);
    }),
  );
  return answers;
}

const asked = ({ path, text, given, root, seed }) => ({ file: path, arguments: given, root, seed, environment: environmentFor(text) });

/** A virtual environment for all files that install the same; the pipelines' own commands install into it. */
function environmentFor(text) {
  const packages = [...new Set(text.match(/(?<=pip install [^\n]*)'[a-z][\w.-]*(?:[=<>][^']*)?'/g))].sort().join(" ");
  const folder = join(cacheFolder(), "conformance", "kfp-local", createHash("sha256").update(packages).digest("hex").slice(0, 16));
  if (!existsSync(join(folder, "bin", "pip"))) run("python3", ["-m", "venv", folder]);
  return folder;
}
