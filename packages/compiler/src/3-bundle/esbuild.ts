import { createRequire } from "node:module";

/**
 * esbuild, when it is first needed. It is CommonJS: `import` would make Node scan its text for names before running it, which takes longer than
 * the rest of its start.
 */
export function esbuild(): typeof import("esbuild") {
  return createRequire(import.meta.url)("esbuild");
}

/** Starts esbuild's process without waiting for it: an empty piece of work is what makes it start. */
export function startEsbuild(): void {
  void esbuild().transform("");
}
