// Bundles the command line: one small entry, and chunks that are read when a command needs them.
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const folder = new URL("dist/bin/", import.meta.url);

rmSync(folder, { recursive: true, force: true });
await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: { main: "src/bin.ts" },
  outdir: "dist/bin",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "linked",
  // Both start programs of their own that they look for beside their files.
  external: ["typescript", "typescript/*", "esbuild"],
  define: { TYPELINE_VERSION: JSON.stringify(version) },
  // CommonJS packages in the bundle ask for Node's modules by `require`.
  banner: { js: 'import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);' },
  logLevel: "warning",
});
