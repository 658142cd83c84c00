import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run, StepFailure } from "./process.mjs";

/** The release of KFP's SDK that everything is judged by. */
export const KFP_VERSION = "2.17.3";

/** Folder of everything that is fetched once and kept: `TYPELINE_CACHE`, else `~/.cache/typeline`. */
export const cacheFolder = () => process.env.TYPELINE_CACHE ?? join(homedir(), ".cache", "typeline");

/** Path of a Python that has kfp and kfp-kubernetes; installs them into a virtual environment outside the repository the first time. */
export function kfpPython() {
  const folder = join(cacheFolder(), "conformance", `kfp-${KFP_VERSION}`);
  const python = join(folder, "bin", "python");
  if (isReady(python)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run("python3", ["-m", "venv", folder]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `kfp==${KFP_VERSION}`, `kfp-kubernetes==${KFP_VERSION}`]);
  if (!isReady(python)) throw new StepFailure(`${folder}: kfp was installed and cannot be imported`);
  return python;
}

function isReady(python) {
  if (!existsSync(python)) return false;
  try {
    return run(python, ["-c", "import kfp.kubernetes; print(kfp.__version__)"]).trim() === KFP_VERSION;
  } catch {
    return false;
  }
}

export async function ensureKfp(context) {
  context.python = kfpPython();
  return run(context.python, ["--version"]).trim();
}
