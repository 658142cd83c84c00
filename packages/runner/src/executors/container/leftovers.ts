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
  await Promise.all(ids.map((id) => removeContainer(there, id)));
  return ids.length;
}

/** Podman's `rm --force` waits 10 s for the task to stop by itself, so it is killed first. */
export async function removeContainer(engine: Engine, name: string): Promise<void> {
  await engine.call(["kill", name]);
  await engine.call(["rm", "--force", "--volumes", name]);
}
