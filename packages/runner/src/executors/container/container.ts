import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { withoutMachine } from "../../task/environment.ts";
import type { Attempt, AttemptIo, Executor, Exit } from "../executor.ts";
import { openFolders, reclaimFolders } from "./access.ts";
import { containerName, removesItself, runArguments } from "./arguments.ts";
import { type Engine, type EngineName, engineNamed } from "./engine.ts";
import { passEnvironment } from "./environment.ts";
import { explainExit } from "./explain.ts";
import { createImages, type Image } from "./image.ts";
import { killContainer, removeContainer } from "./leftovers.ts";
import { refuse } from "./refusal.ts";
import { isRoot, refuseRoot } from "./user.ts";

const GRACE_SECONDS = 5;
/** After the grace an engine needs a moment to kill; one that needs longer is stuck. */
const STOP_SECONDS = GRACE_SECONDS + 10;
/** How much of what a task wrote last may be the engine's own error. */
const TAIL_BYTES = 4096;

const STOPPED: Exit = { ok: false, message: "it was stopped" };

/**
 * Runs tasks in containers as a cluster would: the image's entry point is replaced by the command, its user and its working folder
 * count, folders stand at the paths that they have on this machine.
 */
export function createContainerExecutor(name: EngineName, engine: Engine = engineNamed(name)): Executor {
  const images = createImages(engine);
  return {
    name,
    refuses: (attempt) => refuse(engine, attempt),
    async run(attempt, io) {
      if (io.signal.aborted) return STOPPED;
      const image = await images.ready(attempt, io);
      if (io.signal.aborted) return STOPPED;
      if (typeof image === "string") return { ok: false, message: image };
      const root = refuseRoot(attempt.kubernetes.securityContext, attempt.image, image.user);
      if (root !== undefined) return { ok: false, message: root };
      // Root may write anywhere, unless its capabilities are dropped.
      if (attempt.kubernetes.securityContext !== undefined || !isRoot(image.user)) openFolders(attempt);
      const exit = await runContainer(engine, attempt, image, io);
      await reclaimFolders(engine, attempt, image.name, io);
      return exit;
    },
    close: () => Promise.resolve(),
  };
}

/** How the client program ended, and the end of what it wrote to stderr. */
interface ClientExit {
  readonly code: number | null;
  readonly error?: Error;
  readonly tail: string;
}

async function runContainer(engine: Engine, attempt: Attempt, image: Image, io: AttemptIo): Promise<Exit> {
  const name = containerName(attempt);
  const { inherited, lines } = passEnvironment(withoutMachine(attempt.env, attempt.folder));
  const envFile = lines.length === 0 ? undefined : privateFile(lines);
  const { accelerators = 0 } = attempt.limits;
  const devices = accelerators === 0 ? [] : ((await engine.accelerators())?.(accelerators) ?? []);
  const words = { image: image.name, imageUser: image.user, envFile: envFile?.path, inherited: Object.keys(inherited), devices };
  // Of a session of its own: Ctrl-C reaches us alone, and we stop the container.
  const client = spawn(engine.name, runArguments(attempt, words), {
    env: { ...engine.environment, ...inherited },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = watch(client, io);
  const stopping: Promise<void>[] = [];
  const onAbort = () => void stopping.push(stop(engine, name, client, ended));
  io.signal.addEventListener("abort", onAbort, { once: true });
  if (io.signal.aborted) onAbort();
  const exit = await ended;
  io.signal.removeEventListener("abort", onAbort);
  await Promise.all(stopping);
  envFile?.remove();
  const outOfMemory = !removesItself(attempt) && exit.code !== 0 && !io.signal.aborted && (await wasOutOfMemory(engine, name));
  const mayRun = io.signal.aborted || exit.code === null || exit.code === 125;
  if (mayRun) await killContainer(engine, name);
  else if (!removesItself(attempt)) await removeContainer(engine, name);
  if (io.signal.aborted) return STOPPED;
  if (exit.code === 0) return { ok: true };
  return { ok: false, message: explainExit(engine.name, attempt, { ...exit, outOfMemory }) };
}

function watch(client: ChildProcess, io: AttemptIo): Promise<ClientExit> {
  let tail = Buffer.alloc(0);
  client.stdout!.on("data", (bytes: Buffer) => io.output("stdout", bytes));
  client.stderr!.on("data", (bytes: Buffer) => {
    tail = Buffer.concat([tail, bytes.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    io.output("stderr", bytes);
  });
  return new Promise((resolve) => {
    client.once("error", (error) => resolve({ code: null, error, tail: tail.toString() }));
    client.once("close", (code) => resolve({ code, tail: tail.toString() }));
  });
}

/**
 * Asks the task to stop, and has it killed after the grace. A container that is only being made cannot be stopped: its client is
 * killed, and what it left is removed.
 */
async function stop(engine: Engine, name: string, client: ChildProcess, ended: Promise<ClientExit>): Promise<void> {
  const { code } = await engine.call(["stop", "-t", String(GRACE_SECONDS), name], { seconds: STOP_SECONDS });
  if (code === 0 && (await Promise.race([ended.then(() => true), delay(2000, false)]))) return;
  client.kill("SIGKILL");
  await killContainer(engine, name);
  // A daemon may just have been making it.
  await delay(300);
}

async function wasOutOfMemory(engine: Engine, name: string): Promise<boolean> {
  const { stdout } = await engine.call(["inspect", "--format", "{{.State.OOMKilled}}", name]);
  return stdout.trim() === "true";
}

/** A file that nobody else can read. */
function privateFile(lines: readonly string[]): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "typeline-env-"));
  const path = join(folder, "env");
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
