// The program of a worker process: runs one task after another. It is started with an IPC channel, and has no other way out.
import type { ExecutorOutput } from "@typeline/ir";
import { loadBundle } from "./load-bundle.ts";
import type { Answer, Order } from "./messages.ts";
import { mapStacks } from "./stacks.ts";
import { countUnrefs, isClean, SharedObjects, type Surroundings, surroundings } from "./surroundings.ts";

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
/** As Node has them: a task may put others in their place. */
const { stdout, stderr, env } = process;
const write = { stdout: stdout.write.bind(stdout), stderr: stderr.write.bind(stderr) };
const [exit, send] = [process.exit.bind(process), process.send?.bind(process)];
countUnrefs();
const shared = new SharedObjects();
let count = 0;
let current: { readonly stop: AbortController; fail(error: unknown): void } | undefined;

process.on("message", (order: Order) => {
  if (order.type === "abort") current?.stop.abort(new Error(order.reason));
  else void serve(order);
});
process.on("disconnect", () => exit());
process.on("uncaughtException", (error) => current?.fail(error));
process.on("unhandledRejection", (error) => current?.fail(error));
process.on("exit", () => {
  if (current) write.stderr("the process ended before the component had: process.exit() was called, or nothing was left to wait for\n");
});
process.on("SIGTERM", () => {});

async function serve(order: Extract<Order, { type: "run" }>): Promise<void> {
  process.exitCode = undefined;
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
  if (failed) write.stderr(`${hosted?.explain(outcome.error) ?? explained(outcome.error)}\n`);
  current = undefined;
  process.channel?.ref();
  // Its folder is about to be removed.
  process.chdir("/");
  const reusable = !failed && ++count < TASKS && (await isAsBefore(before)) && (count % 16 > 0 || process.memoryUsage.rss() < MEMORY);
  const answer: Answer = failed
    ? { ok: false, message: messageOf(outcome.error), reusable }
    : { ok: true, output: outcome.output, reusable };
  // A stream that the task has closed takes no marker: then only the end of the process says that all has been read.
  write.stdout(order.marker, (first) =>
    write.stderr(order.marker, (second) => void send?.({ ...answer, reusable: answer.reusable && !first && !second })),
  );
}

/** Turns of the event loop in which what is about to end may end. */
const TURNS = 3;

async function isAsBefore(before: Surroundings): Promise<boolean> {
  if (shared.changed()) return false;
  for (let turn = 0; turn < TURNS; turn++) {
    if (isClean(before, surroundings())) return true;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}

/** Loads the bundle anew, so that no variable of a module is left over from another task, and runs its component. */
async function attempt(
  { file, args, env: variables, cwd }: Extract<Order, { type: "run" }>,
  signal: AbortSignal,
  found: (hosted: Hosted) => void,
): Promise<ExecutorOutput | undefined> {
  process.env = env;
  for (const name of Object.keys(env)) if (!Object.hasOwn(variables, name)) delete env[name];
  Object.assign(env, variables);
  process.chdir(cwd);
  process.argv = [process.execPath, file, ...args];
  mapStacks(file);
  let hosted: Hosted | undefined;
  global["typeline.host"] = (given) => {
    hosted = given;
  };
  try {
    await loadBundle(file, (module) => shared.watch(module));
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
