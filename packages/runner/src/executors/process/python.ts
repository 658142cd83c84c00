import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/** `active`: absolute path of the environment that programs use. `error`: why there is none. */
type Made = { readonly active: string } | { readonly error: string };

/** An environment that is made, or being made, by an attempt. */
interface Making {
  readonly made: Promise<Made>;
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
      const made = await making.made;
      if ("active" in made) return activated([...new Set([made.active, folder])], env["PATH"] ?? "");
      // Whoever began it was stopped, by a timeout say: that is no reason for the others.
      if (io.signal.aborted || !making.signal.aborted) return made.error;
    }
  }

  #start(key: string, folder: string, install: string, io: AttemptIo): Making {
    const forget = (): void => void this.#made.delete(key);
    const made = this.#make(folder, install, io).then(
      (found) => {
        if ("error" in found) forget();
        return found;
      },
      (error) => {
        forget();
        if (io.signal.aborted) return { error: "it was stopped while its Python packages were installed" };
        throw error;
      },
    );
    const making = { made, signal: io.signal };
    this.#made.set(key, making);
    return making;
  }

  async #make(folder: string, install: string, io: AttemptIo): Promise<Made> {
    // It is written last, and names the environment that is active after the installation.
    const complete = join(folder, "typeline-environment");
    mkdirSync(this.#folder, { recursive: true });
    return await withLock(`${folder}.lock`, io.signal, async () => {
      if (existsSync(complete)) return { active: readFileSync(complete, "utf8") || folder };
      rmSync(folder, { recursive: true, force: true });
      io.output("stderr", Buffer.from("Making a virtual environment with what it installs; later runs use it again.\n"));
      const base = installing();
      const made = await this.#run(["python3", "-m", "venv", folder], base, io);
      if (!made.ok) return { error: `a Python environment cannot be made with \`python3 -m venv\`: ${made.message}` };
      const env = { ...base, TMPDIR: folder, ...activated([folder], base["PATH"] ?? "") };
      const note = ["sh", "-c", 'printf %s "$VIRTUAL_ENV" > "$0"', `${complete}.part`];
      const installed = await this.#run(["sh", "-c", install, ...note], env, io);
      if (!installed.ok) return { error: `its Python packages cannot be installed: ${installed.message}` };
      const active = readFileSync(`${complete}.part`, "utf8") || folder;
      if (active !== folder) show(folder, active);
      renameSync(`${complete}.part`, complete);
      return { active };
    });
  }

  #run(command: readonly string[], env: Readonly<Record<string, string>>, io: AttemptIo): Promise<Exit> {
    return runProcess(command, { env, cwd: this.#folder }, io, this.#guard);
  }
}

/** @param environments the one that is used, and those around it */
const activated = (environments: readonly string[], path: string): Record<string, string> => ({
  VIRTUAL_ENV: environments[0]!,
  PATH: [...environments.map((folder) => join(folder, "bin")), path].join(delimiter),
});

/**
 * Lets an environment in an environment see the packages of the outer one. `use_venv` of kfp makes one that sees those of the system, which in its image
 * are those that were installed before; Python takes this machine's for them.
 */
function show(outer: string, inner: string): void {
  const lines = packagesOf(outer).map((folder) => `${folder}\n`);
  for (const folder of packagesOf(inner)) writeFileSync(join(folder, "outer.pth"), lines.join(""));
}

const packagesOf = (environment: string): string[] =>
  readdirSync(join(environment, "lib"))
    .filter((name) => name.startsWith("python"))
    .map((name) => join(environment, "lib", name, "site-packages"));

/** What `pip` is told of this machine: its indexes, proxies and certificates. */
function installing(): Record<string, string> {
  const names = /^(?:PATH|HOME|LANG|LC_ALL|TMPDIR|PIP_.*|.*_PROXY|.*_proxy|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|UV_.*)$/;
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => names.test(entry[0]) && entry[1] !== undefined),
  );
}
