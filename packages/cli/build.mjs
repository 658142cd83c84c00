// Bundles the command line: one small entry, and chunks that are read when a command needs them.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const folder = new URL("dist/bin/", import.meta.url);

/** Their modules only declare; told so, the bundler leaves out the ones that nothing uses. */
function withoutSideEffects(...packages) {
  const inside = new RegExp(`/node_modules/(${packages.join("|")})/`);
  return {
    name: "without side effects",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === inside || kind === "entry-point") return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: inside });
        return inside.test(found.path) ? { path: found.path, sideEffects: false } : undefined;
      });
    },
  };
}

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
  // It starts a program of its own that it looks for beside its files. TypeScript's client is bundled: as it comes it is a hundred small files.
  external: ["esbuild"],
  plugins: [withoutSideEffects("typescript", "yaml")],
  define: { TYPELINE_VERSION: JSON.stringify(version) },
  // CommonJS packages in the bundle ask for Node's modules by `require`.
  banner: { js: 'import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);' },
  metafile: true,
  logLevel: "warning",
});

if (process.argv.includes("--sizes"))
  for (const [file, { bytes, inputs }] of Object.entries(metafile.outputs)) {
    console.log(bytes, file);
    const heaviest = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
    for (const [input, { bytesInOutput }] of heaviest.slice(0, 8)) console.log("   ", bytesInOutput, input);
  }

// Chunks of earlier builds go last: who starts the command during a build gets the old one or the new one.
const built = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of readdirSync(folder)) if (!built.has(name)) rmSync(new URL(name, folder));
