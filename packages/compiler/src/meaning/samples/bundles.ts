import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { ExecutorInput, ExecutorOutput } from "@typeline/ir";
import { transformSync } from "esbuild";
import type { answer } from "./stubs.ts";

const require = createRequire(import.meta.url);
const scripts = new Map<string, (process: object, require: (name: string) => unknown, stub: typeof answer) => void>();

/**
 * Runs the bundle that a container's command carries, in this process: its `process` and the file that it writes its outputs to are made up.
 *
 * @param stub what the components of the library call
 * @throws Error with what the bundle writes to standard error, if it fails
 */
export async function runBundle(command: readonly string[], input: ExecutorInput, stub: typeof answer): Promise<ExecutorOutput> {
  const encoded = command.slice(command.indexOf("-e") + 2).join("");
  let script = scripts.get(encoded);
  if (!script) {
    const { code } = transformSync(gunzipSync(Buffer.from(encoded, "base64")).toString(), { format: "cjs", target: "node20" });
    script = new Function("process", "require", "stub", code) as NonNullable<typeof script>;
    scripts.set(encoded, script);
  }
  let [written, said] = ["", ""];
  const files = {
    ...(require("node:fs") as object),
    mkdirSync: () => {},
    writeFileSync: (_: string, text: string) => void (written = text),
  };
  const code = await new Promise<number>((resolve) => {
    const write = (text: string, done?: () => void): void => {
      said += text;
      done?.();
    };
    const process = {
      argv: ["node", "main.mjs", "--executor_input", JSON.stringify({ ...input, outputs: { outputFile: "/output.json" } })],
      env: {},
      stdout: { write },
      stderr: { write },
      on: () => {},
      exit: resolve,
    };
    script(process, (name) => (/^(node:)?fs$/.test(name) ? files : require(name)), stub);
  });
  if (code !== 0) throw new Error(said);
  return written === "" ? {} : (JSON.parse(written) as ExecutorOutput);
}
