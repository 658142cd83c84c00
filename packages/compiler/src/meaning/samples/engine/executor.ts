import type { ComponentSpec, ExecutorSpec } from "@typeline/ir";
import type { Values } from "./values.ts";

/** A task that an executor runs. */
export interface Leaf {
  /** `/outer/loop[2]/task` */
  readonly path: string;
  readonly component: ComponentSpec;
  readonly executor: ExecutorSpec;
  /** Defaults are filled in; what is optional and not given is absent. */
  readonly inputs: Values;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Does the work of containers, in place of their images.
 *
 * @throws TaskFailed if the container fails
 */
export type RunContainer = (leaf: Leaf) => Promise<Values>;
