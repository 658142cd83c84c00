import { setTimeout as delay } from "node:timers/promises";
import { RUN_LABEL } from "./arguments.ts";
import { type Engine, type EngineName, engineNamed } from "./engine.ts";

/**
 * Kills and removes all containers of a run: those that a runner left that was killed.
 *
 * @returns how many there were; 0 where the engine is not there
 */
export async function killContainers(runId: string, engine: EngineName | Engine): Promise<number> {
  const there = typeof engine === "string" ? engineNamed(engine) : engine;
  if ((await there.problem()) !== undefined) return 0;
  const { stdout } = await there.call(["ps", "--all", "--quiet", `--filter=label=${RUN_LABEL}=${runId}`]);
  const ids = stdout.split(/\s+/).filter((id) => id !== "");
  await Promise.all(ids.map((id) => killContainer(there, id)));
  return ids.length;
}

/** How often a removal that is under way already is waited for, 0.1 s each. */
const TRIES = 50;

/** Kills and removes a container. Podman's `rm --force` would wait 10 s for the task to stop by itself. */
export async function killContainer(engine: Engine, name: string): Promise<void> {
  await engine.call(["kill", name]);
  await removeContainer(engine, name);
}

/** Removes a container; it is gone when this resolves. Docker refuses to remove what it is removing by itself, as after `--rm`. */
export async function removeContainer(engine: Engine, name: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { code } = await engine.call(["rm", "--force", "--volumes", name]);
    if (code === 0 || (await engine.call(["container", "inspect", name])).code !== 0) return;
    await delay(100);
  }
}
