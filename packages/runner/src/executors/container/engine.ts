import { execFile } from "node:child_process";
import { existsSync } from "node:fs";

export type EngineName = "docker" | "podman";

/** What a call of the engine's program gave. `code` is null where it was killed or could not be started. */
export interface Called {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A container engine of this machine, through its program. */
export interface Engine {
  readonly name: EngineName;
  readonly environment: NodeJS.ProcessEnv;
  /** Why it is of no use, in words that follow "it cannot run: "; undefined if it is there. Found out once. */
  problem(): Promise<string | undefined>;
  /** The options of `run` that give a container so many accelerators; undefined where the engine has none to give. Found out once. */
  accelerators(): Promise<((count: number) => readonly string[]) | undefined>;
  /** Runs its program for a moment. Never rejects. */
  call(args: readonly string[], options?: { readonly seconds?: number; readonly signal?: AbortSignal }): Promise<Called>;
}

const DETECTION_SECONDS = 5;
const CALL_SECONDS = 30;

const engines = new Map<EngineName, Engine>();

/** The engine, one for the whole process. */
export function engineNamed(name: EngineName): Engine {
  const engine = engines.get(name) ?? createEngine(name, process.env);
  engines.set(name, engine);
  return engine;
}

/** An engine whose program is looked up in the `PATH` of an environment, and runs in it. */
export function createEngine(name: EngineName, environment: NodeJS.ProcessEnv): Engine {
  let problem: Promise<string | undefined> | undefined;
  let accelerators: ReturnType<Engine["accelerators"]> | undefined;
  const call: Engine["call"] = (args, { seconds = CALL_SECONDS, signal } = {}) =>
    new Promise((resolve) => {
      const options = { env: environment, timeout: seconds * 1000, killSignal: "SIGKILL", maxBuffer: 1 << 26, signal } as const;
      execFile(name, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        const reason = error !== null && error.code === "ENOENT" ? "ENOENT" : stderr;
        resolve({ code, stdout, stderr: reason });
      });
    });
  const engine: Engine = {
    name,
    environment,
    problem: () => (problem ??= findProblem(engine)),
    accelerators: () => (accelerators ??= findAccelerators(engine)),
    call,
  };
  return engine;
}

/** `version` asks the daemon, or podman's machine, where there is one. */
async function findProblem(engine: Engine): Promise<string | undefined> {
  const { code, stderr } = await engine.call(["version"], { seconds: DETECTION_SECONDS });
  if (code === 0) return undefined;
  if (code === null && stderr === "ENOENT") return `there is no program \`${engine.name}\` on PATH`;
  if (code === null) return `\`${engine.name} version\` did not answer within ${DETECTION_SECONDS} s`;
  const what = engine.name === "docker" ? "its daemon does not answer" : "it does not answer";
  return `${what}: ${complaint(stderr) || `\`${engine.name} version\` ended with exit code ${code}`}`;
}

/**
 * NVIDIA's devices: through Docker's own option where its runtime is known to the daemon, through a description of the devices
 * (CDI) for podman.
 */
async function findAccelerators(engine: Engine): ReturnType<Engine["accelerators"]> {
  if (engine.name === "podman") {
    if (!["/etc/cdi/nvidia.yaml", "/var/run/cdi/nvidia.yaml"].some((path) => existsSync(path))) return undefined;
    return (count) => Array.from({ length: count }, (_, index) => `--device=nvidia.com/gpu=${index}`);
  }
  const { code, stdout } = await engine.call(["info", "--format", "{{json .Runtimes}}"]);
  return code === 0 && stdout.includes('"nvidia"') ? (count) => [`--gpus=${count}`] : undefined;
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return text.trim().split(/\r?\n/).at(-1)!.trim();
}

/** What an engine complains of, without the words that say that it does. */
export function complaint(stderr: string): string {
  return lastLine(stderr).replace(/^(?:docker: )?(?:Error: )?(?:Error response from daemon: )?/, "");
}
