import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeCache } from "./code-cache.ts";

/** Put in by the bundler: the name of the file that `bin.ts` was built to, beside this one. */
declare const TYPELINE_BIN: string;
/** The same of the runner. */
declare const TYPELINE_RUNNER: string;

const folder = dirname(fileURLToPath(import.meta.url));
const cache = codeCache(folder);
cache.load(join(folder, TYPELINE_BIN));

// Once a whole compilation or run has succeeded, the functions that the next one needs are compiled.
process.once("exit", (code) => {
  if (code === 0 && (cache.has("esbuild") || (process.argv[2] === "run" && cache.has(`./${TYPELINE_RUNNER}`)))) cache.keep();
});
