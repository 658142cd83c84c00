import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./world.ts";

export const bin = fileURLToPath(new URL("../../bin/typeline.js", import.meta.url));

/** This process's, without what tells of a CI or of colours. */
export function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NO_COLOR: _no, CI: _ci, GITHUB_WORKSPACE: _workspace, ...env } = process.env;
  return env;
}

/** Runs the built command line. */
export function typeline(cwd: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd, env: environment() }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}
