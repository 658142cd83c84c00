import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { withLock } from "../../store/lock.ts";
import type { AttemptIo, Exit } from "../executor.ts";
import type { Guard } from "../guard.ts";
import { runProcess } from "./process.ts";

/** A component of `kfp` as its command has it: a script that installs packages, and the program that needs them. */
export interface PythonStep {
  /** Shell text that installs and then runs `"$0" "$@"`. */
  readonly install: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
}

/** The parts of a command that `kfp` made for a Python function (`component_factory.py`); undefined for any other. */
export function pythonStep([shell, flag, install, ...command]: readonly string[]): PythonStep | undefined {
  const isOne =
    shell === "sh" && flag === "-c" && install !== undefined && /\bpip install\b/.test(install) && /"\$0" "\$@"\s*$/.test(install);
  return isOne && command.length > 0 ? { install, command } : undefined;
}

/** An environment that is made, or being made, by an attempt. */
interface Making {
  /** Why it cannot be; undefined when it is there. */
  readonly problem: Promise<string | undefined>;
  readonly signal: AbortSignal;
}

/** Virtual environments, one for each set of packages, kept between runs. */
export class PythonEnvironments {
  readonly #folder: string;
  readonly #guard: Guard;
  readonly #made = new Map<string, Making>();

  constructor(cacheDirectory: string, guard: Guard) {
    this.#folder = join(cacheDirectory, "python");
    this.#guard = guard;
  }

  /** @returns the variables that make a program use the environment; a text if it cannot be made: why */
  async prepare({ install }: PythonStep, env: Readonly<Record<string, string>>, io: AttemptIo): Promise<Record<string, string> | string> {
    const key = createHash("sha256").update(install).digest("hex").slice(0, 24);
    const folder = join(this.#folder, key);
    for (;;) {
      const making = this.#made.get(key) ?? this.#start(key, folder, install, io);
      const problem = await making.problem;
      if (problem === undefined) return activated(folder, env["PATH"] ?? "");
      // Whoever began it was stopped, by a timeout say: that is no reason for the others.
      if (io.signal.aborted || !making.signal.aborted) return problem;
    }
  }

  #start(key: string, folder: string, install: string, io: AttemptIo): Making {
    const forget = (): void => void this.#made.delete(key);
    const problem = this.#make(folder, install, io).then(
      (found) => {
        if (found !== undefined) forget();
        return found;
      },
      (error) => {
        forget();
        if (io.signal.aborted) return "it was stopped while its Python packages were installed";
        throw error;
      },
    );
    const making = { problem, signal: io.signal };
    this.#made.set(key, making);
    return making;
  }

  async #make(folder: string, install: string, io: AttemptIo): Promise<string | undefined> {
    const complete = join(folder, "typeline-complete");
    mkdirSync(this.#folder, { recursive: true });
    return await withLock(`${folder}.lock`, io.signal, async () => {
      if (existsSync(complete)) return undefined;
      rmSync(folder, { recursive: true, force: true });
      io.output("stderr", Buffer.from("Making a virtual environment with what it installs; later runs use it again.\n"));
      const base = installing();
      const made = await this.#run(["python3", "-m", "venv", folder], base, io);
      if (!made.ok) return `a Python environment cannot be made with \`python3 -m venv\`: ${made.message}`;
      const installed = await this.#run(["sh", "-c", install, "true"], { ...base, ...activated(folder, base["PATH"] ?? "") }, io);
      if (!installed.ok) return `its Python packages cannot be installed: ${installed.message}`;
      writeFileSync(complete, install);
      return undefined;
    });
  }

  #run(command: readonly string[], env: Readonly<Record<string, string>>, io: AttemptIo): Promise<Exit> {
    return runProcess(command, { env, cwd: this.#folder }, io, this.#guard);
  }
}

const activated = (folder: string, path: string): Record<string, string> => ({
  VIRTUAL_ENV: folder,
  PATH: `${join(folder, "bin")}${delimiter}${path}`,
});

/** What `pip` is told of this machine: its indexes, proxies and certificates. */
function installing(): Record<string, string> {
  const names = /^(?:PATH|HOME|LANG|LC_ALL|TMPDIR|PIP_.*|.*_PROXY|.*_proxy|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|UV_.*)$/;
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => names.test(entry[0]) && entry[1] !== undefined),
  );
}
