import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseMemory } from "@typeline/ir";
import type { Attempt } from "../executor.ts";
import { mountArgument } from "./mount.ts";
import { userFor } from "./user.ts";

/** The label that all containers of a run carry. */
export const RUN_LABEL = "typeline.run";

/** Where KFP mounts the volume that a run's tasks share (`kfp-workspace`); its SDK has the path built in. */
const KFP_WORKSPACE = "/kfp-workspace";

/** Folders that KFP's backend gives every task, since a user without a home writes there. */
const HOMELESS = ["/.local", "/.cache", "/.config"];

/** What is known besides the attempt itself. */
export interface RunWords {
  /** The image's own `USER`; empty if it has none. */
  readonly imageUser: string;
  /** The name by which the engine has it. */
  readonly image: string;
  readonly envFile: string | undefined;
  /** Names of the variables that the client program has in its environment. */
  readonly inherited: readonly string[];
  readonly devices: readonly string[];
}

/** `typeline-<run>-<hash of the task's path>-<attempt>` */
export function containerName({ runId, path, number }: Attempt): string {
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 12);
  return `typeline-${runId}-${hash}-${number}`;
}

/** Whether the engine removes the container by itself; where memory is limited we ask first what ended it. */
export function removesItself({ limits }: Attempt): boolean {
  return limits.memory === undefined;
}

/** The words after `docker` or `podman` that run an attempt. The working folder is the image's own, as in a cluster. */
export function runArguments(attempt: Attempt, words: RunWords): string[] {
  const [program, ...args] = attempt.command;
  return [
    "run",
    ...(removesItself(attempt) ? ["--rm"] : []),
    `--name=${containerName(attempt)}`,
    `--label=${RUN_LABEL}=${attempt.runId}`,
    // The image is there: what a pull has to say is told by us. The task's output is in our log, not in one of the engine's.
    "--pull=never",
    "--log-driver=none",
    "--stop-signal=SIGTERM",
    // Else SELinux keeps the container from the mounted folders, unless all files in them were given another label.
    "--security-opt=label=disable",
    ...identity(attempt, words.imageUser),
    ...limitArguments(attempt),
    ...words.devices,
    ...mountArguments(attempt),
    ...words.inherited.map((name) => `--env=${name}`),
    ...(words.envFile === undefined ? [] : [`--env-file=${words.envFile}`]),
    `--entrypoint=${program}`,
    words.image,
    ...args,
  ];
}

/** KFP's driver drops all capabilities of a task with a security context. */
function identity({ kubernetes: { securityContext } }: Attempt, imageUser: string): string[] {
  if (securityContext === undefined) return [];
  const user = userFor(securityContext, imageUser);
  const homeless = user === undefined || /^0(?::|$)/.test(user) ? [] : HOMELESS.map((path) => `--tmpfs=${path}:rw,exec,mode=1777`);
  return ["--cap-drop=ALL", ...(user === undefined ? [] : [`--user=${user}`]), ...homeless];
}

/** More CPUs than there are is an error for docker, and no limit. No swap, as in Kubernetes: what is over the limit is killed. */
function limitArguments({ limits: { cpus, memory }, kubernetes: { enabledSharedMemory } }: Attempt): string[] {
  const shared = parseMemory(enabledSharedMemory?.size ?? "")?.number;
  return [
    ...(cpus === undefined || cpus >= availableParallelism() ? [] : [`--cpus=${Math.max(cpus, 0.01)}`]),
    ...(memory === undefined ? [] : [`--memory=${Math.ceil(memory)}`, `--memory-swap=${Math.ceil(memory)}`]),
    ...(shared === undefined ? [] : [`--shm-size=${Math.ceil(shared * 1e9)}`]),
  ];
}

function mountArguments({ folder, reads, workspace, mounts }: Attempt): string[] {
  const chosen = new Map<string, string>();
  const add = (target: string, source: string, readOnly: boolean) => {
    if (!chosen.has(target)) chosen.set(target, mountArgument(target, source, readOnly));
  };
  add(folder, folder, false);
  if (workspace !== undefined) add(workspace, workspace, false);
  for (const { path, folder: source, readOnly } of mounts) add(path, source, readOnly);
  for (const path of reads) add(path, path, true);
  if (workspace !== undefined) add(KFP_WORKSPACE, workspace, false);
  return [...chosen.values()];
}
