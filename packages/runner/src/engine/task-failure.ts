/** A task cannot start: an input is missing, a condition has no answer. It fails, and the run goes on as after any failure. */
export class TaskFailure extends Error {}
