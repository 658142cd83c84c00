import type { Executor } from "./registry.ts";

/**
 * `keep`: repeats the parameter or copies the artifact `value`, with its metadata. Plain JavaScript for `node -e`; an artifact whose input
 * has no local file (it was imported by reference) keeps its URI.
 */
const SCRIPT = `
const fs = require("node:fs"), path = require("node:path");
const { inputs, outputs } = JSON.parse(process.argv[process.argv.indexOf("--executor_input") + 1]);
const local = (a) => a.customPath ?? a.uri.replace(/^gs:\\/\\//, "/gcs/").replace(/^(s3|minio):\\/\\//, "/$1/").replace(/^file:\\/\\//, "");
const result = {};
const given = inputs.artifacts?.value?.artifacts?.[0];
if (given) {
  const made = outputs.artifacts.value.artifacts[0];
  const found = fs.existsSync(local(given));
  if (found) {
    fs.mkdirSync(path.dirname(local(made)), { recursive: true });
    fs.cpSync(local(given), local(made), { recursive: true });
  }
  result.artifacts = { value: { artifacts: [{ name: made.name, uri: found ? made.uri : given.uri, metadata: given.metadata ?? {} }] } };
} else result.parameterValues = { value: inputs.parameterValues?.value };
fs.mkdirSync(path.dirname(outputs.outputFile), { recursive: true });
fs.writeFileSync(outputs.outputFile, JSON.stringify(result));
`.trim();

/** The executor of `keep`, on the image of TypeScript components. Engines that know it by its mark run no pod for it. */
export function keepExecutor(image: string): Executor {
  return {
    spec: { container: { image, command: ["node", "-e", SCRIPT, "--"], args: ["--executor_input", "{{$}}"] } },
    typeline: { kind: "node", builtin: "keep" },
  };
}
