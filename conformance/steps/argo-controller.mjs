import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./kfp.mjs";
import { have, run } from "./process.mjs";

/** How many runs of each pipeline. */
const RUNS = 6;

/**
 * Argo's own workflow controller, with fake clients, runs every pipeline as the interpreter of the IR does. What drives it must lie in the controller's
 * package, so that it is compiled in a copy of Argo's sources, which is kept: that takes minutes, once.
 */
export async function runOnArgo({ repository }) {
  if (!have("go")) return { skipped: "go is not installed, so Argo's controller cannot be built" };
  const program = buildController(repository);
  const env = { ...process.env, TYPELINE_ARGO_CONTROLLER: program, TYPELINE_ARGO_RUNS: String(RUNS) };
  const text = run("npx", ["vitest", "run", "conformance/argo", "--reporter=json", "--silent"], { cwd: repository, env });
  const { numPassedTests } = JSON.parse(text.slice(text.indexOf("{")));
  return `${numPassedTests} pipelines, ${RUNS} runs each`;
}

function buildController(repository) {
  const module = join(repository, "conformance", "go", "argo-lint");
  const release = /argo-workflows\/v4 (v\S+)/.exec(readFileSync(join(module, "go.mod"), "utf8"))[1];
  const folder = join(cacheFolder(), "conformance", `argo-controller-${release}`);
  const sources = join(folder, "sources");
  if (!existsSync(sources)) {
    const found = run("go", ["list", "-m", "-f", "{{.Dir}}", "github.com/argoproj/argo-workflows/v4"], { cwd: module }).trim();
    const copy = `${sources}.${process.pid}`;
    mkdirSync(folder, { recursive: true });
    rmSync(copy, { recursive: true, force: true });
    cpSync(found, copy, { recursive: true });
    // Modules lie in Go's cache without the right to write.
    run("chmod", ["-R", "u+w", copy]);
    renameSync(copy, sources);
  }
  const driver = join(sources, "workflow", "controller", "typeline_test.go");
  copyFileSync(join(repository, "conformance", "go", "argo-controller", "typeline_test.go"), driver);
  const program = join(folder, "controller.test");
  run("go", ["test", "-c", "-o", program, "./workflow/controller"], {
    cwd: sources,
    env: { ...process.env, GOWORK: "off", GOFLAGS: "-mod=mod" },
  });
  chmodSync(program, 0o755);
  return program;
}
