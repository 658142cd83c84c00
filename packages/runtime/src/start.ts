import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ExecutorInput, ExecutorOutput } from "@typeline/ir";
import { explain } from "./explain.ts";
import { HOST, type Hosted, hosted } from "./hosted.ts";
import { readInvocation } from "./invocation.ts";
import { type Definition, runTask } from "./task.ts";
import { TaskError } from "./task-error.ts";

/** How long a task may go on after it was asked to stop, in milliseconds: less than the time that Kubernetes gives. */
const GRACE = 5000;

/** {@link main} for a component whose calls have no assembled arguments, or that brings the evaluator itself: smaller by a third. */
export function start(definition: Definition): void {
  const host = (globalThis as { [HOST]?: (hosted: Hosted) => void })[HOST];
  if (host) host(hosted(definition));
  else runAlone(definition);
}

function runAlone(definition: Definition): void {
  const stop = new AbortController();
  let ending = false;
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    process.exitCode = code;
    process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
  };
  const fail = (error: unknown): void => {
    if (ending) return;
    process.stderr.write(`${explain(error, definition.interface.name)}\n`);
    end(stop.signal.aborted ? 143 : 1);
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  process.on("SIGTERM", () => {
    stop.abort(new Error("the task was asked to stop"));
    setTimeout(() => end(143), GRACE);
  });
  process.on("exit", () => {
    if (!ending)
      fail(new TaskError("the process ended before the component had: process.exit() was called, or nothing was left to wait for"));
  });
  run(definition, stop.signal).then(() => end(stop.signal.aborted ? 143 : 0), fail);
}

async function run(definition: Definition, signal: AbortSignal): Promise<void> {
  const invocation = readInvocation(process.argv.slice(2));
  const output = await runTask(definition, invocation, signal, isChief());
  if (output) report(output, invocation.executorInput, definition);
}

/** Whether this is the one replica of distributed training that writes outputs, or no replica at all. */
function isChief(): boolean {
  const spec = process.env["CLUSTER_SPEC"];
  if (!spec) return true;
  const { task } = JSON.parse(spec) as { task?: { type?: string } };
  return ["workerpool0", "chief", "master"].includes(task?.type ?? "");
}

/** Writes the executor output in one go, once: on Vertex AI it lies in a bucket, whose objects cannot be changed. */
function report(output: ExecutorOutput, { outputs }: ExecutorInput, { interface: { outputs: declared } }: Definition): void {
  const file = outputs?.outputFile;
  if (file === undefined) {
    if (declared.length === 0) return;
    throw new TaskError("the executor input names no outputs.outputFile to write to");
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(output));
}
