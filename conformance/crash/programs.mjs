import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Makes a folder for PATH with these programs and no container engine, so that `auto` runs them on this machine.
 *
 * @param {string} scratch absolute path of a folder that is there
 * @param {readonly string[]} programs
 */
export function programsWithoutEngines(scratch, programs) {
  const bin = join(scratch, "bin");
  mkdirSync(bin);
  for (const program of programs) {
    const found = (process.env["PATH"] ?? "").split(delimiter).find((folder) => existsSync(join(folder, program)));
    if (found === undefined) throw new Error(`there is no ${program} on PATH`);
    symlinkSync(join(found, program), join(bin, program));
  }
  return bin;
}
