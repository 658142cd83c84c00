import { fileURLToPath } from "node:url";

/** Put in by who bundles this file: the name of the worker's program beside the bundle. */
declare const TYPELINE_WORKER: string | undefined;

/** Absolute path of the worker's program. Where this is read as TypeScript, as in tests, it is the one that was built. */
export function workerProgram(): string {
  if (typeof TYPELINE_WORKER !== "undefined") return fileURLToPath(new URL(TYPELINE_WORKER, import.meta.url));
  const built = import.meta.url.replace(/\/src\/(.*)\.ts$/, "/dist/$1.js");
  return fileURLToPath(new URL("./child.js", built));
}
