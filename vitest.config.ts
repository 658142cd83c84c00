import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("./packages", import.meta.url));

/** Tests read the sources of our packages, so a failure points at TypeScript. What is spawned or bundled reads `dist`. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@typeline\/([a-z]+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@typeline\/([a-z]+)\/([a-z]+)$/, replacement: `${packages}/$1/src/$2.ts` },
      { find: /^typeline$/, replacement: `${packages}/cli/src/index.ts` },
    ],
  },
  test: {
    include: ["packages/**/*.test.ts", "examples/**/*.test.ts", "scripts/**/*.test.ts", "conformance/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
