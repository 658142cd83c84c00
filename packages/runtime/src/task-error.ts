/** A task that failed for a reason which its author or caller can read in one sentence: shown without a stack. */
export class TaskError extends Error {
  override readonly name = "TaskError";
}
