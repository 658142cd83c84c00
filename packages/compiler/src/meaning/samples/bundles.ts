import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { ExecutorInput, ExecutorOutput } from "@typeline/ir";
import { transformSync } from "esbuild";
import type { Stub } from "./stubs.ts";

const require = createRequire(import.meta.url);
type Script = (process: object, require: (name: string) => unknown, stub: Stub) => void;
const scripts = new Map<string, Script>();

/** What tasks of a run have written, by path: artifacts. */
export type Files = Map<string, string>;

/**
 * Runs the bundle that a container's command carries, in this process: its `process` and the files that it reads and writes are made up.
 *
 * @param stub what the components of the library call
 * @throws Error with what the bundle writes to standard error, if it fails
 */
export async function runBundle(command: readonly string[], input: ExecutorInput, stub: Stub, files: Files): Promise<ExecutorOutput> {
  const encoded = command.slice(command.indexOf("-e") + 2).join("");
  let script = scripts.get(encoded);
  if (!script) {
    const { code } = transformSync(gunzipSync(Buffer.from(encoded, "base64")).toString(), { format: "cjs", target: "node20" });
    script = new Function("process", "require", "stub", code) as Script;
    scripts.set(encoded, script);
  }
  const outputFile = "/output.json";
  const fs = inMemory(files);
  const modules = (name: string): unknown => (/^(node:)?fs$/.test(name) ? fs : require(name));
  let said = "";
  const code = await new Promise<number>((exit) => {
    const write = (text: string, done?: () => void): void => {
      said += text;
      done?.();
    };
    const process = {
      argv: ["node", "main.mjs", "--executor_input", JSON.stringify({ ...input, outputs: { ...input.outputs, outputFile } })],
      env: {},
      stdout: { write },
      stderr: { write },
      on: () => {},
      exit,
      getBuiltinModule: modules,
    };
    script(process, modules, stub);
  });
  if (code !== 0) throw new Error(said);
  const written = files.get(outputFile);
  files.delete(outputFile);
  return written === undefined ? {} : (JSON.parse(written) as ExecutorOutput);
}

/**
 * Runs `node -e script -- argument…`.
 *
 * @throws Error with what it writes to standard error, if it fails
 */
export function runScript(command: readonly string[], args: readonly string[]): void {
  let [code, said] = [0, ""];
  const exit = (given: number): void => void (code = given);
  const error = (text: string): void => void (said += text);
  new Function("process", "console", command[command.indexOf("-e") + 1]!)({ argv: ["node", ...args], exit }, { error });
  if (code !== 0) throw new Error(said);
}

/** As much of Node's file system as the runtime uses for texts. */
function inMemory(files: Files): object {
  const writeFile = (path: string, text: string): void => void files.set(path, text);
  return {
    ...(require("node:fs") as object),
    mkdirSync: () => {},
    writeFileSync: writeFile,
    promises: {
      mkdir: async () => {},
      rm: async () => {},
      writeFile: async (path: string, text: string) => writeFile(path, text),
      readFile: async (path: string) => {
        const text = files.get(path);
        if (text === undefined) throw Object.assign(new Error(`nothing is at ${path}`), { code: "ENOENT" });
        return Buffer.from(text);
      },
    },
  };
}
