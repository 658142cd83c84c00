import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./kfp.mjs";
import { have, run } from "./process.mjs";

const MODULE = "github.com/argoproj/argo-workflows/v4";
/** How many runs of each pipeline with made-up values. */
const RUNS = 2;

/**
 * Argo's own controller, with fake clients, runs our manifests: as the interpreter of the IR runs the documents that they are made of
 * (`conformance/argo`), and container by container as the local runner does (`conformance/argo-controller`).
 */
export async function runInArgosController({ repository }) {
  if (!have("go")) return { skipped: "go is not installed, so Argo's controller cannot be built" };
  const env = { ...process.env, TYPELINE_ARGO_CONTROLLER: controllerProgram(repository), TYPELINE_ARGO_RUNS: String(RUNS) };
  const output = run("npx", ["vitest", "run", "conformance/argo/", "conformance/argo-controller/"], { cwd: repository, env });
  return /compared: (.*)$/m.exec(output)?.[1] ?? "";
}

/**
 * Path of the controller as a program. It is built when it is first asked for, and again when our part of it, or Argo's release, changes:
 * that takes minutes.
 */
export function controllerProgram(repository) {
  const test = join(repository, "conformance", "go", "argo-controller", "typeline_test.go");
  const release = releaseOf(repository);
  const digest = createHash("sha256").update(release).update(readFileSync(test)).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(), "conformance", "argo-controller");
  const program = join(folder, `controller-${digest}`);
  if (existsSync(program)) return program;
  const sources = argosSources(folder, release);
  cpSync(test, join(sources, "workflow", "controller", "typeline_test.go"));
  const unfinished = `${program}.${process.pid}`;
  run("nice", ["-n", "10", "go", "test", "-c", "-vet=off", "-o", unfinished, "./workflow/controller"], {
    cwd: sources,
    env: goEnvironment(),
  });
  for (const name of readdirSync(folder)) if (name.startsWith("controller-") && !name.includes(".")) rmSync(join(folder, name));
  run("mv", [unfinished, program]);
  return program;
}

/** A copy of Argo's sources that can be written to: Go compiles tests of a package in its own folder only. */
function argosSources(folder, release) {
  const sources = join(folder, `sources-${release}`);
  if (existsSync(join(sources, "go.mod"))) return sources;
  rmSync(sources, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { Dir } = JSON.parse(run("go", ["mod", "download", "-json", `${MODULE}@${release}`], { cwd: folder, env: goEnvironment() }));
  const unfinished = `${sources}.${process.pid}`;
  run("cp", ["-r", "--no-preserve=mode", Dir, unfinished]);
  run("mv", [unfinished, sources]);
  return sources;
}

/** The release that the validator of `argo-lint` is of: the first of the range that is supported. */
function releaseOf(repository) {
  const text = readFileSync(join(repository, "conformance", "go", "argo-lint", "go.mod"), "utf8");
  return /argo-workflows\/v4 (v\S+)/.exec(text)[1];
}

const goEnvironment = () => ({ ...process.env, GOWORK: "off", GOFLAGS: "-mod=mod" });
