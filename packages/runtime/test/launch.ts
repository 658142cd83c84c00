import { spawn } from "node:child_process";
import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { RuntimeInterface } from "../src/interface.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** A bundle of a component of `components/`, as the compiler makes one: minified, with a source map. */
export async function bundle(component: string, declared: RuntimeInterface): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { main } from "@typeline/runtime"; import { ${component} } from "./components/${component}.ts";
        main({ run: (inputs, context) => ${component}(inputs, context), interface: ${JSON.stringify(declared)} });`,
      resolveDir: folder,
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "inline",
    sourcesContent: false,
  });
  const file = join(await openFolder(), "main.mjs");
  await writeFile(file, outputFiles[0]!.text);
  return file;
}

/** A folder in which anyone may write, as KFP's `emptyDir` volumes are. */
export async function openFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "typeline-launch-"));
  await chmod(made, 0o777);
  return made;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a bundle as KFP's launcher does: `{{$}}` in the arguments replaced by the executor input, an environment of its own, no home to
 * write to, the root folder as the current one, and no privileges.
 *
 * @param executorInput - as text, or an object that is made JSON
 * @param stopAfter - sends SIGTERM when this appears on standard output
 */
export async function launch(
  file: string,
  executorInput: object | string,
  options: { args?: string[]; env?: Record<string, string>; stopAfter?: string } = {},
): Promise<Ended> {
  const input = typeof executorInput === "string" ? executorInput : JSON.stringify(executorInput);
  const args = ["--executor_input", "{{$}}", ...(options.args ?? [])].map((arg) => arg.replace("{{$}}", () => input));
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const child = spawn(process.execPath, ["--enable-source-maps", file, ...args], {
    cwd: "/",
    env: { HOME: "/proc", ...options.env },
    ...nobody,
  });
  let [stdout, stderr] = ["", ""];
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
    if (options.stopAfter !== undefined && stdout.includes(options.stopAfter)) child.kill("SIGTERM");
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  return { code, stdout, stderr };
}
