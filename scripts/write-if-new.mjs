import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Writes a generated file where its text is new, so that what reads it at the same time never finds it half written without need. */
export function writeIfNew(/** @type {URL} */ file, /** @type {string} */ text) {
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}
