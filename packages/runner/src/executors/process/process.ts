import { spawn } from "node:child_process";
import { closeSoon } from "../escaped.ts";
import type { Attempt, AttemptIo, Executor, Exit } from "../executor.ts";
import type { Guard } from "../guard.ts";
import { endingOf, GRACE, signalGroup } from "../signals.ts";
import { lastWords } from "./last-words.ts";
import { PythonEnvironments, pythonStep } from "./python.ts";

/** Linux refuses an argument of 128 KiB or more (`MAX_ARG_STRLEN`). */
const LONGEST_ARGUMENT = 131_071;

/** Runs a task's command on this machine, in a folder of its own. Components of `kfp` get a Python environment with what they install. */
export class ProcessExecutor implements Executor {
  readonly name = "process";
  readonly #guard: Guard;
  readonly #environments: PythonEnvironments;

  /** @param cacheDirectory absolute path; Python environments are kept in it */
  constructor(guard: Guard, cacheDirectory: string) {
    this.#guard = guard;
    this.#environments = new PythonEnvironments(cacheDirectory, guard);
  }

  /** What it needs is on PATH, or it is not: `choose` looks. */
  refuses(): undefined {}

  async run(attempt: Attempt, io: AttemptIo): Promise<Exit> {
    const python = pythonStep(attempt.command);
    if (python === undefined) return await this.#spawn(attempt.command, attempt.env, attempt.folder, io);
    const environment = await this.#environments.prepare(python, attempt.env, io);
    if (typeof environment === "string") return { ok: false, message: environment };
    return await this.#spawn(python.command, { ...attempt.env, ...environment }, attempt.folder, io);
  }

  async close(): Promise<void> {}

  #spawn(command: readonly string[], env: Readonly<Record<string, string>>, folder: string, io: AttemptIo): Promise<Exit> {
    return runProcess(command, { env, cwd: folder }, io, this.#guard);
  }
}

/** Runs a program to its end, and ends all that it has started. */
export function runProcess(
  [program = "", ...args]: readonly string[],
  { env, cwd }: { env: Readonly<Record<string, string>>; cwd: string },
  io: AttemptIo,
  guard: Guard,
): Promise<Exit> {
  const long = args.find((argument) => Buffer.byteLength(argument) > LONGEST_ARGUMENT);
  if (long !== undefined)
    return Promise.resolve({
      ok: false,
      message: `an argument of its command has ${Buffer.byteLength(long)} bytes, and Linux takes ${LONGEST_ARGUMENT}: pass large values as artifacts`,
    });
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const { pid } = child;
    if (pid !== undefined) guard.add(pid);
    let said = "";
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].on("data", (bytes: Buffer) => {
        io.output(stream, bytes);
        if (stream === "stderr") said = (said + bytes.toString("latin1")).slice(-4000);
      });
    let timer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      if (pid === undefined) return;
      signalGroup(pid, "SIGTERM");
      timer = setTimeout(() => signalGroup(pid, "SIGKILL"), GRACE);
    };
    if (io.signal.aborted) abort();
    else io.signal.addEventListener("abort", abort);
    const end = (exit: Exit): void => {
      clearTimeout(timer);
      io.signal.removeEventListener("abort", abort);
      if (pid !== undefined) guard.remove(pid);
      resolve(exit);
    };
    child.on("error", (error) => end({ ok: false, message: `\`${program}\` cannot be started: ${error.message}` }));
    // What it has started may hold its streams open.
    child.on("exit", () => {
      if (pid !== undefined) signalGroup(pid, "SIGKILL");
      closeSoon(child, env["KFP_POD_UID"]);
    });
    child.on("close", (code, signal) =>
      end(code === 0 ? { ok: true } : { ok: false, message: withLastWords(endingOf(code, signal), said) }),
    );
  });
}

function withLastWords(ending: string, stderr: string): string {
  const words = lastWords(Buffer.from(stderr, "latin1").toString("utf8"));
  return words === undefined ? ending : `${words} (${ending})`;
}
