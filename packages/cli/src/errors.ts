/** The exit codes of every command. */
export const exitCode = { ok: 0, failed: 1, usage: 2, bug: 70 } as const;

/** The command line itself is wrong: one line on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly exitCode = exitCode.usage;
}

/** Something outside of the sources stands in the way, such as a folder that cannot be written: one line on stderr, exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode = exitCode.failed;
}

/** Whether an error is one of these two. By its shape: each file of the built command line has classes of its own. */
export function isExpected(error: unknown): error is UsageError | Failure {
  return error instanceof Error && (error.name === "UsageError" || error.name === "Failure") && "exitCode" in error;
}
