import { SOURCE_MAP } from "../../task/bundle.ts";
import type { Attempt, AttemptIo, Executor, Exit } from "../executor.ts";
import type { Guard } from "../guard.ts";
import { workerProgram } from "./program.ts";
import { WorkerProcess } from "./worker.ts";

/**
 * Runs our own components in warm processes: a process is used again as long as the tasks leave it as they found it. Each runs one task at
 * a time, so nothing that one does harms another.
 */
export class WorkerExecutor implements Executor {
  readonly name = "worker";
  readonly #guard: Guard;
  readonly #idle: WorkerProcess[] = [];
  readonly #all = new Set<WorkerProcess>();

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** It runs our own components without volumes: `choose` looks. */
  refuses(): undefined {}

  async run({ bundle, command, env, folder }: Attempt, io: AttemptIo): Promise<Exit> {
    const worker = this.#idle.pop() ?? this.#start();
    // The map is beside the bundle.
    const { [SOURCE_MAP]: _, ...own } = env;
    const { exit, reusable } = await worker.run({ file: bundle!.file, args: argumentsOf(command), env: own, cwd: folder }, io);
    if (reusable) this.#idle.push(worker);
    else this.#all.delete(worker);
    return exit;
  }

  async close(): Promise<void> {
    for (const worker of this.#all) worker.end();
    this.#all.clear();
    this.#idle.length = 0;
  }

  #start(): WorkerProcess {
    const worker = new WorkerProcess(workerProgram(), this.#guard);
    this.#all.add(worker);
    return worker;
  }
}

/** The bundle's own arguments: from the executor input's flag on, after the loader and its operands. */
function argumentsOf(command: readonly string[]): readonly string[] {
  const at = command.indexOf("--executor_input");
  return at < 0 ? [] : command.slice(at);
}
