// `npm run demo`: compiles examples/iris with the command line, runs it on this machine, and shows the run.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const example = join(root, "examples/iris");
const cli = join(root, "packages/cli", JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")).bin.typeline);

typeline("compile", "pipeline.ts", "-o", "dist/iris.yaml");
typeline("run", "pipeline.ts", "-p", "neighbours=7");
typeline("runs", "show", "last");

/** Runs the command line in the example's folder; the demo ends where it fails. */
function typeline(/** @type {string[]} */ ...args) {
  process.stdout.write(`\n$ npx typeline ${args.join(" ")}\n`);
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: example, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
