/**
 * What stood in the way:
 *
 * - `address`: nothing answers there, or something that is not the service
 * - `auth`: the service does not know who asks
 * - `namespace`: it knows, and this place does not exist or is not theirs
 * - `spec`: the pipeline, its inputs or its options were refused
 * - `conflict`: something of that name is there already
 * - `gone`: what was asked for does not exist, or no longer
 * - `server`: the service fails, or is too busy
 */
export type SubmitErrorKind = "address" | "auth" | "namespace" | "spec" | "conflict" | "gone" | "server";

/** Something that a user can act on. Its message holds no secret. */
export class SubmitError extends Error {
  override readonly name = "SubmitError";
  readonly kind: SubmitErrorKind;
  /** Whether the request may have reached the service and had its effect, although no answer says so. */
  readonly mayHaveArrived: boolean;
  /** How long the service wants to be left alone, where it says so. Milliseconds. */
  readonly wait: number | undefined;

  constructor(
    kind: SubmitErrorKind,
    message: string,
    { mayHaveArrived = false, wait, cause }: { mayHaveArrived?: boolean; wait?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.mayHaveArrived = mayHaveArrived;
    this.wait = wait;
  }
}

/** Whether an error is of this kind. */
export function isSubmitError(error: unknown, kind?: SubmitErrorKind): error is SubmitError {
  return error instanceof SubmitError && (kind === undefined || error.kind === kind);
}
