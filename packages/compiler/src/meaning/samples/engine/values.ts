import type { ComponentSpec, PipelineTaskSpec, RuntimeArtifact } from "@typeline/ir";

/** What a task is given, or gives: an absent name is an absent value; a single artifact is a list of one. */
export interface Values {
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly artifacts: ReadonlyMap<string, readonly RuntimeArtifact[]>;
}

export const NOTHING: Values = { parameters: new Map(), artifacts: new Map() };

/** In the words of KFP's proto. */
export type State = "SUCCEEDED" | "FAILED" | "SKIPPED" | "NOT_TRIGGERED";

/** A task that will not change any more, with all that ran inside it. */
export interface Ended {
  /** Its key. */
  readonly name: string;
  /** `/outer/loop[2]/task` */
  readonly path: string;
  readonly component: ComponentSpec;
  readonly task?: PipelineTaskSpec;
  readonly state: State;
  readonly outputs: Values;
  /** A container has run. */
  readonly ran?: true;
  /** Of a DAG. */
  readonly tasks?: ReadonlyMap<string, Ended>;
  /** Of a loop, in the order of its items. */
  readonly iterations?: readonly Ended[];
  /** Why it failed. */
  readonly reason?: string;
}

/** The document asks for what cannot be: its compiler is wrong, whatever engine runs it. */
export class UnsoundDocument extends Error {}

/** A component's own code failed: nothing is wrong with the document. */
export class TaskFailed extends Error {}
