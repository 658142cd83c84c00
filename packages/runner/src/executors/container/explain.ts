import type { Attempt } from "../executor.ts";
import { describeExitCode } from "../exit.ts";
import { type EngineName, lastLine } from "./engine.ts";

/** What is known of a container's end. */
export interface ContainerEnd {
  /** Null where the engine's program was killed or could not be started. */
  readonly code: number | null;
  readonly error?: NodeJS.ErrnoException;
  /** The end of what came on stderr. */
  readonly tail: string;
  /** The engine says that the kernel killed it for its memory. */
  readonly outOfMemory: boolean;
}

/** The engines' codes for what they could not do: run the container; execute the program; find the program. */
const NOT_RUN = 125;
const NOT_EXECUTED = 126;
const NOT_FOUND = 127;
/** By SIGKILL, which is how the kernel ends what is over its memory limit. */
const KILLED = 137;

/** Why a task in a container failed, in one sentence. */
export function explainExit(
  engine: EngineName,
  { command, image, limits }: Attempt,
  { code, error, tail, outOfMemory }: ContainerEnd,
): string {
  if (error?.code === "E2BIG")
    return "its command and its environment together are longer than this system takes; pass values as artifacts";
  if (error !== undefined) return `\`${engine}\` could not be started: ${error.message}`;
  if (code === null) return `\`${engine}\` was killed while the task ran`;
  const memory = limits.memory === undefined ? "" : `its memory limit of ${readableBytes(limits.memory)}`;
  if (outOfMemory) return `it was killed since it needed more than ${memory} (exit code ${code})`;
  // Not every kernel tells the engine.
  if (code === KILLED && memory !== "") return `it was killed (exit code ${code}), most likely since it needed more than ${memory}`;
  const complaint = engineError(engine, tail);
  if (complaint === undefined) return describeExitCode(code);
  if (code === NOT_RUN) return `\`${engine}\` could not run the container: ${complaint}`;
  if (code === NOT_EXECUTED || code === NOT_FOUND) return `\`${command[0]}\` cannot be run in the image \`${image}\`: ${complaint}`;
  return describeExitCode(code);
}

/** The engine's own last words, if the last words are the engine's. A hint to `--help` may follow them. */
function engineError(engine: EngineName, tail: string): string | undefined {
  const said = tail.trim().replace(/\n+.*--help'?[^\n]*$/, "");
  const match = (engine === "docker" ? /^docker: (?:Error response from daemon: )?(.*)$/ : /^Error: (.*)$/).exec(lastLine(said));
  return match?.[1];
}

function readableBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const exponent = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return `${Number((bytes / 1024 ** exponent).toFixed(1))} ${units[exponent]}`;
}
