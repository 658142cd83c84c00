import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (name: string) => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));

/** Tests read the sources of our packages, so a failure points at TypeScript. What is spawned or bundled reads `dist`. */
export default defineConfig({
  resolve: {
    alias: {
      "@typeline/dsl/internal": fileURLToPath(new URL("./packages/dsl/src/internal.ts", import.meta.url)),
      "@typeline/dsl": source("dsl"),
      "@typeline/diagnostics": source("diagnostics"),
      "@typeline/ir": source("ir"),
      "@typeline/runtime": source("runtime"),
      "@typeline/compiler": source("compiler"),
      typeline: source("cli"),
    },
  },
  test: {
    include: ["packages/**/*.test.ts", "examples/**/*.test.ts", "scripts/**/*.test.ts", "conformance/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
