import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hashText } from "./fingerprint.ts";
import type { Host, Output } from "./host.ts";
import { main } from "./main.ts";

/** Put in by the bundler. */
declare const TYPELINE_VERSION: string;

const output = (stream: NodeJS.WriteStream): Output => ({
  isTTY: stream.isTTY === true,
  // Terminals change their size.
  get columns() {
    return stream.columns;
  },
  get rows() {
    return stream.rows;
  },
  write: (text) => void stream.write(text),
});

const host: Host = {
  cwd: process.cwd(),
  env: process.env,
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  startedAt: performance.timeOrigin,
  version: TYPELINE_VERSION,
  // The names of the other files, which this one holds, contain the hashes of their contents.
  identity: () => hashText(readFileSync(fileURLToPath(import.meta.url))),
  loadCompiler: () => import("@typeline/compiler"),
  loadRunner: () => import("@typeline/runner"),
  exit: (code) => process.exit(code),
  interrupted: () => new Promise((resolve) => process.once("SIGINT", () => resolve()).once("SIGTERM", () => resolve())),
};

// A reader that has seen enough, such as `head`, is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });

// Not `process.exit`: what was written to a pipe must arrive.
main(process.argv.slice(2), host).then((code) => {
  process.exitCode = code;
});
