import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./kfp.mjs";
import { have, run } from "./process.mjs";

/** The release of Argo's controller that runs our manifests: the first of the range that is supported. */
export const ARGO_VERSION = "v4.0.7";
const MODULE = "github.com/argoproj/argo-workflows/v4";

/** Argo's own controller runs our manifests as the local runner's engine runs the documents that they are made of. */
export async function runInArgosController({ repository }) {
  if (!have("go")) return { skipped: "go is not installed, so Argo's controller cannot be built" };
  const env = { ...process.env, TYPELINE_ARGO_CONTROLLER: controllerProgram(repository) };
  const output = run("npx", ["vitest", "run", "conformance/argo-controller"], { cwd: repository, env });
  return /^compared: (.*)$/m.exec(output)?.[1] ?? "";
}

/**
 * Path of the controller as a program. It is built when it is first asked for, and again when our part of it, or Argo's release, changes:
 * that takes minutes.
 */
export function controllerProgram(repository) {
  const test = join(repository, "conformance", "go", "argo-controller", "typeline_test.go");
  const digest = createHash("sha256").update(ARGO_VERSION).update(readFileSync(test)).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(), "conformance", "argo-controller");
  const program = join(folder, `controller-${digest}`);
  if (existsSync(program)) return program;
  const sources = argosSources(folder);
  cpSync(test, join(sources, "workflow", "controller", "typeline_test.go"));
  const unfinished = `${program}.${process.pid}`;
  run("nice", ["-n", "10", "go", "test", "-c", "-vet=off", "-o", unfinished, "./workflow/controller"], {
    cwd: sources,
    env: goEnvironment(),
  });
  run("mv", [unfinished, program]);
  return program;
}

/** A copy of Argo's sources that can be written to: Go compiles tests of a package in its own folder only. */
function argosSources(folder) {
  const sources = join(folder, `sources-${ARGO_VERSION}`);
  if (existsSync(join(sources, "go.mod"))) return sources;
  rmSync(sources, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { Dir } = JSON.parse(run("go", ["mod", "download", "-json", `${MODULE}@${ARGO_VERSION}`], { cwd: folder, env: goEnvironment() }));
  const unfinished = `${sources}.${process.pid}`;
  run("cp", ["-r", "--no-preserve=mode", Dir, unfinished]);
  run("mv", [unfinished, sources]);
  return sources;
}

const goEnvironment = () => ({ ...process.env, GOWORK: "off", GOFLAGS: "-mod=mod" });
