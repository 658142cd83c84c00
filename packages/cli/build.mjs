// Bundles the command line: one small entry, and chunks that are read when a command needs them.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const folder = new URL("dist/bin/", import.meta.url);

const { metafile } = await build({
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
  metafile: true,
  logLevel: "warning",
});

// Chunks of earlier builds go last: who starts the command during a build gets the old one or the new one.
const built = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of readdirSync(folder)) if (!built.has(name)) rmSync(new URL(name, folder));
