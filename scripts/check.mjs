// `npm run check`: everything that must hold beside the tests. All steps run, two at a time; each gives one line, and the failures
// come in full at the end.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = readdirSync(new URL("../packages", import.meta.url));
const examples = readdirSync(new URL("../examples", import.meta.url));

/** Runs a tool of `node_modules/.bin`, `node` or `git` at the root. @returns {Promise<string>} what it printed; rejects with that when it fails */
function tool(/** @type {string} */ name, /** @type {string[]} */ ...args) {
  return new Promise((resolve, reject) => {
    const command = name === "node" || name === "git" ? name : join(root, "node_modules/.bin", name);
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (printed += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(printed) : reject(new Error(printed.trim() || `${name}: exit ${code}`))));
  });
}

const filesOfTheTree = async () =>
  (await tool("git", "ls-files", "--cached", "--others", "--exclude-standard")).split("\n").filter(Boolean);

/** Fails with every line of the tree's text files that matches. */
async function refuse(/** @type {RegExp} */ pattern, /** @type {RegExp} */ files) {
  const found = (await filesOfTheTree())
    .filter((file) => files.test(file))
    .flatMap((file) => linesOf(file).map((line, index) => ({ line, place: `${file}:${index + 1}` })))
    .filter(({ line }) => pattern.test(line))
    .map(({ line, place }) => `${place}: ${line.trim().slice(0, 120)}`);
  if (found.length > 0) throw new Error(found.join("\n"));
}

/** Lines of a file, none if it was deleted but is still in the index. @returns {string[]} */
function linesOf(/** @type {string} */ file) {
  try {
    return readFileSync(join(root, file), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** What `npm run generate` writes must be what is there. It stays written, so that only a commit is left to do. */
async function generatedFilesAreFresh() {
  const generated = (await filesOfTheTree()).filter((file) => /\.generated\.|^docs\/(?:diagnostics|profiles)\./.test(file));
  const before = new Map(generated.map((file) => [file, linesOf(file).join("\n")]));
  await tool("node", "scripts/generate.mjs");
  const stale = generated.filter((file) => linesOf(file).join("\n") !== before.get(file));
  if (stale.length > 0) throw new Error(`These were stale, and are written anew:\n${stale.join("\n")}`);
}

async function compilerIsTypeScript7() {
  const version = await tool("tsc", "--version");
  if (!version.startsWith("Version 7.")) throw new Error(`tsc --version says ${version.trim()}`);
}

/** @type {[name: string, run: () => Promise<unknown>][]} */
const steps = [
  ["TypeScript is version 7", compilerIsTypeScript7],
  ["generated files are fresh", generatedFilesAreFresh],
  ["types: packages", () => tool("tsc", "-b")],
  ["types: tests and scripts", () => tool("tsc", "-p", "tsconfig.check.json")],
  ["types: conformance", () => tool("tsc", "-p", "conformance")],
  ...examples.map(
    (name) => /** @type {[string, () => Promise<unknown>]} */ ([`types: examples/${name}`, () => tool("tsc", "-p", `examples/${name}`)]),
  ),
  ["lint and format", () => tool("biome", "ci", ".", "--colors=off", "--reporter=summary")],
  ["layering", () => tool("vitest", "run", "--reporter=dot", "scripts/layering.test.ts")],
  ["dead code", () => tool("knip", "--no-config-hints")],
  ...packages.flatMap(
    (name) =>
      /** @type {[string, () => Promise<unknown>][]} */ ([
        [`publint: ${name}`, () => tool("publint", `packages/${name}`, "--strict")],
        [`types as users see them: ${name}`, () => tool("attw", "--pack", `packages/${name}`, "--profile", "esm-only", "--no-emoji")],
      ]),
  ),
  ["no test is skipped or focused", () => refuse(/\b(?:test|it|describe|bench)\.(?:only|skip|todo|fails)\b/, /\.test\.ts$/)],
  ["no path of a machine", () => refuse(/(?<![\w.$}*~-])\/(?:work|home|Users)\/[\w-]+/, /\.(?:ts|mjs|js|json|md|ya?ml|txt|toml)$/)],
];

/** @type {{ name: string, why: string }[]} */
const failures = [];
const waiting = [...steps];

async function worker() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const [name, run] = step;
    const started = performance.now();
    const why = await run().then(
      () => undefined,
      (/** @type {Error} */ error) => error.message,
    );
    if (why !== undefined) failures.push({ name, why });
    console.log(`${why === undefined ? "✓" : "✗"} ${name.padEnd(40)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

await Promise.all([worker(), worker()]);
for (const { name, why } of failures) {
  const lines = why.split("\n");
  console.error([`\n✗ ${name}`, ...lines.slice(0, 60), ...(lines.length > 60 ? [`… and ${lines.length - 60} lines more`] : [])].join("\n"));
}
console.log(failures.length === 0 ? "\nAll is well." : `\n${failures.length} of ${steps.length} checks failed.`);
process.exitCode = failures.length === 0 ? 0 : 1;
