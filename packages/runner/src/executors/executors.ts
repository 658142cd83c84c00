import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Choice, choose } from "./choose.ts";
import { createContainerExecutor } from "./container/container.ts";
import { engineNamed } from "./container/engine.ts";
import type { Attempt, Executor, ExecutorChoice } from "./executor.ts";
import type { Guard } from "./guard.ts";
import { ProcessExecutor } from "./process/process.ts";
import { WorkerExecutor } from "./worker/pool.ts";

type Name = Executor["name"];

/** The executors of a run, each made when a task first needs it. */
export class Executors {
  readonly #guard: Guard;
  readonly #cacheDirectory: string;
  readonly #made = new Map<Name, Executor>();

  constructor(guard: Guard, cacheDirectory: string) {
    this.#guard = guard;
    this.#cacheDirectory = cacheDirectory;
  }

  named(name: Name): Executor {
    let executor = this.#made.get(name);
    if (executor === undefined) {
      executor = this.#make(name);
      this.#made.set(name, executor);
    }
    return executor;
  }

  /** What runs an attempt; `error` where nothing can. */
  choose(attempt: Attempt, wanted: ExecutorChoice): Promise<Choice> {
    return choose(attempt, wanted, {
      hasEngine: (name) => engineNamed(name).problem(),
      onPath: (program) => isOnPath(program, attempt.env["PATH"] ?? ""),
      refuses: (name, one) => this.named(name).refuses(one),
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#made.values()].map((executor) => executor.close()));
  }

  #make(name: Name): Executor {
    switch (name) {
      case "worker":
        return new WorkerExecutor(this.#guard);
      case "process":
        return new ProcessExecutor(this.#guard, this.#cacheDirectory);
      default:
        this.#guard.containers(name);
        return createContainerExecutor(name);
    }
  }
}

function isOnPath(program: string, path: string): boolean {
  const places = program.includes("/") ? [program] : path.split(delimiter).map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return statSync(place).isFile();
    } catch {
      return false;
    }
  });
}
