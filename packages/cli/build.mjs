// Bundles the command line into few files: what is imported dynamically is one of its own, so that it is read only by who needs it, and when.
// CommonJS, since Node loads that sooner than ES modules.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const folder = new URL("dist/bin/", import.meta.url);
const source = (path) => fileURLToPath(new URL(path, import.meta.url));

const require = createRequire(import.meta.url);
const compiler = dirname(require.resolve("@typeline/compiler"));
const worker = join(dirname(require.resolve("@typeline/runner")), "executors/worker/child.js");

/** Entries, each stage after those that it imports: names of files hold hashes of their contents. */
const stages = [
  { typescript: join(compiler, "1-read", "typescript-process.js"), sarif: source("src/sarif.ts") },
  { rooms: join(compiler, "rooms.js") },
  { compiler: join(compiler, "index.js"), runner: require.resolve("@typeline/runner"), argo: source("src/argo.ts") },
  {
    check: source("src/commands/check.ts"),
    dump: source("src/commands/dump.ts"),
    watch: source("src/watch.ts"),
    compile: source("src/compile-sources.ts"),
    run: source("src/commands/run.ts"),
    runs: source("src/commands/runs.ts"),
    logs: source("src/commands/runs-logs.ts"),
    explain: source("src/commands/explain.ts"),
    submit: source("src/commands/submit.ts"),
  },
];

/** Names of the files that were built, by the paths of their sources. */
const built = new Map();
const metafiles = [];

// A program of its own, which the runner starts: it imports what the components of others ask for, as it is.
await bundle({ worker }, "[name]-[hash]", {}, { "dynamic-import": true });
const started = { TYPELINE_WORKER: JSON.stringify(`./${built.get(worker)}`) };
for (const stage of stages) await bundle(stage, "[name]-[hash]", started);
await bundle({ cli: source("src/bin.ts") }, "[name]-[hash]");
await bundle({ main: source("src/start.ts") }, "[name]", {
  TYPELINE_BIN: JSON.stringify(built.get(source("src/bin.ts"))),
  TYPELINE_RUNNER: JSON.stringify(built.get(require.resolve("@typeline/runner"))),
});

async function bundle(entryPoints, entryNames, define = {}, supported = { "dynamic-import": false }) {
  const { metafile } = await build({
    absWorkingDir: source("."),
    entryPoints,
    entryNames,
    outdir: "dist/bin",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    supported,
    minify: true,
    legalComments: "linked",
    // It starts a program of its own that it looks for beside its files. TypeScript's client is bundled: as it comes it is a hundred small files.
    external: ["esbuild", "@aws-sdk/client-s3"],
    plugins: [resolution()],
    define: { TYPELINE_VERSION: JSON.stringify(version), "import.meta.url": "bundledUrl", ...define },
    banner: { js: 'const bundledUrl=require("node:url").pathToFileURL(__filename).href;' },
    metafile: true,
    logLevel: "warning",
  });
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint) built.set(source(entryPoint), basename(file));
  metafiles.push(metafile);
}

/**
 * Imports of what was built before refer to its file. And the modules of some packages only declare: told so, the bundler leaves out the
 * ones that nothing uses.
 */
function resolution() {
  const declaring = /\/node_modules\/(typescript|yaml)\//;
  const asked = Symbol("asked");
  return {
    name: "resolution",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === asked || kind === "entry-point") return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: asked });
        const file = built.get(found.path);
        if (file !== undefined) return { path: `./${file}`, external: true };
        return declaring.test(found.path) ? { path: found.path, sideEffects: false } : undefined;
      });
    },
  };
}

const outputs = metafiles.flatMap(({ outputs }) => Object.entries(outputs));
if (process.argv.includes("--sizes"))
  for (const [file, { bytes, inputs }] of outputs) {
    console.log(bytes, file);
    const heaviest = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
    for (const [input, { bytesInOutput }] of heaviest.slice(0, 8)) console.log("   ", bytesInOutput, input);
  }

// Files of earlier builds go last: who starts the command during a build gets the old one or the new one.
const current = new Set(outputs.map(([path]) => basename(path)));
for (const name of readdirSync(folder)) if (!current.has(name)) rmSync(new URL(name, folder));
