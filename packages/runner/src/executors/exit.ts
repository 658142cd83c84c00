import { constants } from "node:os";

/** 128 and a signal's number is what a shell or a container engine makes of a program that a signal ended. */
const FIRST_SIGNAL_CODE = 128;

/** How a program ended that did not end well: `it ended with exit code 3`, `it was ended by SIGKILL (exit code 137)`. */
export function describeExitCode(code: number): string {
  if (code === 126) return "it ended with exit code 126: a program could not be executed";
  if (code === 127) return "it ended with exit code 127: a program was not found";
  const signal = signalOf(code);
  return signal === undefined ? `it ended with exit code ${code}` : `it was ended by ${signal} (exit code ${code})`;
}

function signalOf(code: number): string | undefined {
  return Object.entries(constants.signals).find(([, number]) => code === FIRST_SIGNAL_CODE + number)?.[0];
}
