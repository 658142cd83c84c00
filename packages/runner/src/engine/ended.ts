import { NOTHING, type Values } from "../values.ts";

/** In the words of KFP's proto. NOT_TRIGGERED: it waits for something that failed. */
export type State = "SUCCEEDED" | "FAILED" | "SKIPPED" | "NOT_TRIGGERED";

/** How a task, group or iteration ended. */
export interface Ended {
  readonly state: State;
  readonly outputs: Values;
  /** Of a failure: what went wrong, and the path of the task where it did. */
  readonly failure?: Failure;
}

export interface Failure {
  readonly path: string;
  readonly message: string;
}

export const succeeded = (outputs: Values): Ended => ({ state: "SUCCEEDED", outputs });
export const failed = (failure: Failure): Ended => ({ state: "FAILED", outputs: NOTHING, failure });
export const stopped = (state: "SKIPPED" | "NOT_TRIGGERED"): Ended => ({ state, outputs: NOTHING });
