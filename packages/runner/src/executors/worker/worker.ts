import { type ChildProcess, spawn } from "node:child_process";
import { closeSoon } from "../escaped.ts";
import type { AttemptIo, Exit } from "../executor.ts";
import type { Guard } from "../guard.ts";
import { endingOf, GRACE, signalGroup } from "../signals.ts";
import type { Answer, Order } from "./messages.ts";
import { UntilMarker } from "./until-marker.ts";

/** What a worker is told to run. */
export type Work = Omit<Extract<Order, { type: "run" }>, "type" | "marker">;

const LEFT = "the process ended before the component had: process.exit() was called, or nothing was left to wait for";

/** A warm process that runs one task at a time. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #guard: Guard;
  /** Why it is gone. */
  readonly #gone: Promise<string>;
  #tasks = 0;
  /** `KFP_POD_UID` of the attempt that runs, or ran last. */
  #attempt: string | undefined;
  #taps: { stdout?: UntilMarker; stderr?: UntilMarker } = {};
  #answered: ((answer: Answer) => void) | undefined;

  /** @param program absolute path of the worker's program */
  constructor(program: string, guard: Guard) {
    this.#guard = guard;
    const { PATH = "", HOME = "/" } = process.env;
    const child = spawn(process.execPath, ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", program], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { PATH, HOME, TYPELINE_RUN: guard.runId },
      detached: true,
    });
    this.#child = child;
    if (child.pid !== undefined) guard.add(child.pid);
    for (const stream of ["stdout", "stderr"] as const) child[stream]!.on("data", (chunk: Buffer) => this.#taps[stream]?.take(chunk));
    child.on("message", (answer: Answer) => this.#answered?.(answer));
    this.#gone = new Promise((resolve) => {
      child.on("error", (error) => resolve(`the worker process cannot be started: ${error.message}`));
      // What it has started may hold its streams open.
      child.on("exit", () => {
        this.end();
        closeSoon(child, this.#attempt);
      });
      child.on("close", (code, signal) => resolve(code === 0 ? LEFT : endingOf(code, signal)));
    });
    this.#hold(false);
  }

  /** @returns how the task ended, and whether the process may run another; if not, it is gone */
  async run(work: Work, io: AttemptIo): Promise<{ exit: Exit; reusable: boolean }> {
    this.#hold(true);
    this.#attempt = work.env["KFP_POD_UID"];
    const marker = `\0typeline ${process.pid} ${++this.#tasks}\n`;
    const tap = (stream: "stdout" | "stderr") =>
      new Promise<void>((resolve) => {
        this.#taps[stream] = new UntilMarker(marker, (bytes) => io.output(stream, bytes), resolve);
      });
    const streams = [tap("stdout"), tap("stderr")];
    const answered = new Promise<Answer>((resolve) => {
      this.#answered = resolve;
    });
    this.#child.send({ type: "run", marker, ...work } satisfies Order, () => {});
    const stopped = this.#stopOn(io.signal);
    const complete = answered.then(async (answer) => {
      // Of a process that is to end, all has been read when it has.
      if (answer.reusable) await Promise.all(streams);
      return answer;
    });
    const { reusable, ...exit } = await Promise.race([
      complete,
      this.#gone.then((message): Answer => ({ ok: false, message, reusable: false })),
    ]);
    stopped();
    if (!reusable) {
      this.end();
      await this.#gone;
    }
    this.#taps.stdout?.flush();
    this.#taps.stderr?.flush();
    this.#taps = {};
    if (reusable) this.#hold(false);
    return { exit, reusable };
  }

  /** Ends it, with all that it has started. */
  end(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    signalGroup(pid, "SIGKILL");
    this.#guard.remove(pid);
  }

  /** Asks the task to stop, and kills it when it does not. */
  #stopOn(signal: AbortSignal): () => void {
    let timer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      const reason = signal.reason instanceof Error ? signal.reason.message : "the task was asked to stop";
      this.#child.send({ type: "abort", reason } satisfies Order, () => {});
      timer = setTimeout(() => this.end(), GRACE);
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
    return () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
  }

  /** An idle worker does not keep the runner alive. */
  #hold(held: boolean): void {
    const { stdout, stderr, channel } = this.#child;
    for (const handle of [this.#child, channel, stdout, stderr] as unknown as ({ ref(): void; unref(): void } | null | undefined)[])
      held ? handle?.ref() : handle?.unref();
  }
}
