// Makes one module of what our packages bring into a component's bundle: esbuild, which bundles each component for itself, then reads one file instead of
// forty. Neither minified nor shaken: that is done with each component.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// A source map in which next to nothing is mapped: esbuild then writes no more of it for the runtime, and we need not read that to leave it out. The
// runtime stands before the author's code, so that no stretch of this has to end where the runtime begins.
const noMap = Buffer.from('{"version":3,"sources":[""],"mappings":"AAAA"}').toString("base64");

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  stdin: {
    contents: 'export * from "@typeline/dsl";\nexport * from "@typeline/runtime";\n',
    resolveDir: fileURLToPath(new URL(".", import.meta.url)),
  },
  outfile: "dist/3-bundle/task.js",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  charset: "utf8",
  footer: { js: `//# sourceMappingURL=data:application/json;base64,${noMap}` },
  legalComments: "none",
  logLevel: "warning",
});
