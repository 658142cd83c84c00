// Makes one module of what our packages bring into a component's bundle: esbuild, which bundles each component for itself, then reads one file instead of
// forty. Neither minified nor shaken: that is done with each component.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

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
  legalComments: "none",
  logLevel: "warning",
});
