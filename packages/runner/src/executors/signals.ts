import { describeExitCode } from "./exit.ts";

/** Milliseconds that a task has to end after it was asked to. */
export const GRACE = 5000;

/** Sends a signal to a process group; whether there was one. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** In words that follow the name of a task. */
export function endingOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGKILL") return "it was killed (SIGKILL), perhaps for want of memory";
  return signal === null ? describeExitCode(code ?? 0) : `it was ended by ${signal}`;
}
