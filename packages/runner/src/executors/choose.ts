import type { Attempt, ExecutorChoice, ExecutorName } from "./executor.ts";
import { isLightweightPython, isPlainImage } from "./kinds.ts";

type Name = Exclude<ExecutorName, "here">;
type EngineName = "docker" | "podman";

/** What is to be known of this machine. */
export interface Probes {
  /** Why a container engine is of no use; undefined if it is there. */
  hasEngine(name: EngineName): Promise<string | undefined>;
  /** Whether a program can be found: a name on PATH, or the path of a file. */
  onPath(program: string): boolean;
  /** `Executor.refuses` */
  refuses(name: Name, attempt: Attempt): Promise<string | undefined> | string | undefined;
}

/** What runs a task. */
export interface Chosen {
  readonly executor: Name;
  /** The attempt to run: the one given, but for what nothing here can give. */
  readonly attempt: Attempt;
  /** What it does without, as a phrase: `accelerators`. */
  readonly ignored: readonly string[];
}

/** `error`: one sentence that names the task, the reason and what else would do. */
export type Choice = Chosen | { readonly error: string };

/**
 * What runs an attempt. `auto` takes the lightest executor that can honour it; one that the user chose is taken for all that it can
 * run. Accelerators that no engine gives are left out by `auto`; an engine that the user chose refuses them.
 */
export async function choose(attempt: Attempt, wanted: ExecutorChoice, probes: Probes): Promise<Choice> {
  if (wanted !== "auto") return chosen(attempt, wanted, probes);
  const first = await lightest(attempt, probes);
  if ("executor" in first) return first;
  const { accelerators, ...limits } = attempt.limits;
  if (accelerators === undefined) return { error: cannotRun(attempt, first) };
  const second = await lightest({ ...attempt, limits }, probes);
  return "executor" in second ? { ...second, ignored: ["accelerators", ...second.ignored] } : { error: cannotRun(attempt, second) };
}

/** Why each executor was not taken. */
type Refusals = ReadonlyMap<Name, string>;

async function lightest(attempt: Attempt, probes: Probes): Promise<Chosen | Refusals> {
  const reasons = new Map<Name, string>();
  for await (const name of candidates(attempt, probes, reasons)) {
    const reason = reasonAgainst(name, attempt, probes) ?? (await probes.refuses(name, attempt));
    if (reason === undefined) return { executor: name, attempt, ignored: notHonoured(name, attempt) };
    reasons.set(name, reason);
  }
  return reasons;
}

/**
 * The executors from the lightest to the heaviest that comes into question. A component of `kfp` whose image is Python's runs in a
 * virtual environment; for all other commands a container is the truer, and this machine's own programs are what is left.
 */
async function* candidates(attempt: Attempt, probes: Probes, reasons: Map<Name, string>): AsyncGenerator<Name> {
  if (attempt.bundle !== undefined) yield "worker";
  if (isLightweightPython(attempt.command) && isPlainImage(attempt.image)) yield "process";
  for (const engine of ["docker", "podman"] as const) {
    const problem = await probes.hasEngine(engine);
    if (problem === undefined) yield engine;
    else reasons.set(engine, problem);
  }
  if (!reasons.has("process")) yield "process";
}

/** What is plain before an executor is asked. */
function reasonAgainst(name: Name, { mounts, command, limits, bundle }: Attempt, { onPath }: Probes): string | undefined {
  if (name === "docker" || name === "podman") return undefined;
  if (mounts.length > 0) return `the task mounts a volume at \`${mounts[0]!.path}\`, which only a container can have`;
  if (limits.accelerators !== undefined) return "the task asks for accelerators, which only a container is given";
  if (name === "worker") return bundle === undefined ? "the task is no component of Typeline" : undefined;
  if (command.length === 0) return "the task has no command";
  return onPath(command[0]!) ? undefined : `its program \`${command[0]}\` is not on PATH`;
}

/** What only a container has, and no reason to ask for one. */
function notHonoured(name: Name, { limits, kubernetes }: Attempt): string[] {
  if (name === "docker" || name === "podman") return [];
  return [
    ...(limits.cpus === undefined && limits.memory === undefined ? [] : ["limits of CPUs and memory outside of containers"]),
    ...(kubernetes.securityContext === undefined ? [] : ["security contexts outside of containers"]),
  ];
}

async function chosen(attempt: Attempt, name: Name, probes: Probes): Promise<Choice> {
  // On this machine they are not given to a process either way; that is told, and no reason to stop.
  const isEngine = name === "docker" || name === "podman";
  const { accelerators, ...limits } = attempt.limits;
  const without = isEngine || accelerators === undefined ? attempt : { ...attempt, limits };
  const problem = isEngine ? await probes.hasEngine(name) : undefined;
  const reason = problem ?? reasonAgainst(name, without, probes) ?? (await probes.refuses(name, without));
  const ignored = without === attempt ? [] : ["accelerators"];
  if (reason === undefined) return { executor: name, attempt: without, ignored: [...ignored, ...notHonoured(name, attempt)] };
  const other = await choose(attempt, "auto", probes);
  const remedy =
    "executor" in other
      ? `\`--executor ${other.executor}\`, or \`auto\`, would run it`
      : installHint(problem === undefined ? undefined : name);
  return { error: `\`${attempt.path}\`: \`${name}\` cannot run it: ${reason}; ${remedy}` };
}

function cannotRun({ path }: Attempt, reasons: Refusals): string {
  const list = [...reasons].map(([name, reason]) => `\`${name}\`: ${reason}`).join("; ");
  return `\`${path}\` cannot be run on this machine (${list}); ${installHint(undefined)}`;
}

function installHint(engine: Name | undefined): string {
  return engine === undefined ? "install Docker or Podman, or the program" : `install or start \`${engine}\``;
}
