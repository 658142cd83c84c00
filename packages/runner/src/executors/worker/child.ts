// The program of a worker process: runs one task after another. It is started with an IPC channel, and has no other way out.
import type { ExecutorOutput } from "@typeline/ir";
import { loadBundle } from "./load-bundle.ts";
import type { Answer, Order } from "./messages.ts";
import { mapStacks } from "./stacks.ts";
import { surroundings } from "./surroundings.ts";

/** What a bundle hands to its host: `Hosted` of `@typeline/runtime`. */
interface Hosted {
  run(args: readonly string[], signal: AbortSignal): Promise<ExecutorOutput | undefined>;
  explain(error: unknown): string;
}

/** After so many tasks a process is replaced: each loads its bundle anew, and what was loaded stays in memory. */
const TASKS = 400;
/** Bytes of memory from which a process is not used again. */
const MEMORY = 600 * 2 ** 20;

const global = globalThis as { "typeline.host"?: (hosted: Hosted) => void };
let count = 0;
let current: { readonly stop: AbortController; fail(error: unknown): void } | undefined;

process.on("message", (order: Order) => {
  if (order.type === "abort") current?.stop.abort(new Error(order.reason));
  else void serve(order);
});
process.on("disconnect", () => process.exit());
process.on("uncaughtException", (error) => current?.fail(error));
process.on("unhandledRejection", (error) => current?.fail(error));
process.on("exit", () => {
  if (current)
    process.stderr.write("the process ended before the component had: process.exit() was called, or nothing was left to wait for\n");
});
process.on("SIGTERM", () => {});

async function serve(order: Extract<Order, { type: "run" }>): Promise<void> {
  const stop = new AbortController();
  const before = surroundings();
  // A task that waits for nothing any more must end the process, as it does in a container.
  process.channel?.unref();
  let hosted: Hosted | undefined;
  const outcome = await new Promise<{ output?: ExecutorOutput | undefined } | { error: unknown }>((resolve) => {
    current = { stop, fail: (error) => resolve({ error }) };
    attempt(order, stop.signal, (found) => {
      hosted = found;
    }).then(
      (output) => resolve({ output }),
      (error) => resolve({ error }),
    );
  });
  const failed = "error" in outcome;
  if (failed) process.stderr.write(`${hosted?.explain(outcome.error) ?? explained(outcome.error)}\n`);
  current = undefined;
  process.channel?.ref();
  // Its folder is about to be removed.
  process.chdir("/");
  const reusable = !failed && ++count < TASKS && surroundings() === before && process.memoryUsage.rss() < MEMORY;
  const answer: Answer = failed
    ? { ok: false, message: messageOf(outcome.error), reusable }
    : { ok: true, output: outcome.output, reusable };
  process.stdout.write(order.marker, () => process.stderr.write(order.marker, () => process.send?.(answer)));
}

/** Loads the bundle anew, so that no variable of a module is left over from another task, and runs its component. */
async function attempt(
  { file, args, env, cwd }: Extract<Order, { type: "run" }>,
  signal: AbortSignal,
  found: (hosted: Hosted) => void,
): Promise<ExecutorOutput | undefined> {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = [process.execPath, file, ...args];
  mapStacks(file);
  let hosted: Hosted | undefined;
  global["typeline.host"] = (given) => {
    hosted = given;
  };
  try {
    await loadBundle(file);
  } finally {
    delete global["typeline.host"];
  }
  if (hosted === undefined) throw new Error("the bundle starts no component");
  found(hosted);
  return await hosted.run(args, signal);
}

const explained = (error: unknown): string => (error instanceof Error ? (error.stack ?? String(error)) : String(error));
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : `the component threw ${String(error)}`;
