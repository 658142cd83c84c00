import type { ComponentSpec, ExecutorSpec, InputParameterSpec, JsonValue, PipelineTaskSpec } from "@typeline/ir";
import type { Values } from "../values.ts";
import type { Facts } from "./constants.ts";

/** Where a task stands in the document. */
export interface Place {
  /** `for-loop-1[0]/fit` */
  readonly path: string;
  /** The task's key in its DAG. */
  readonly name: string;
  /** The key of the component that holds the DAG: `root`, `comp-…`. */
  readonly owner: string;
  /** The key of the task's own component. */
  readonly componentKey: string;
}

/** A task that an executor runs, ready to start. */
export interface Leaf extends Place {
  readonly component: ComponentSpec;
  readonly task: PipelineTaskSpec;
  /** The executor's label in the deployment spec. */
  readonly label: string;
  readonly executor: ExecutorSpec;
  /** Defaults are filled in; what is optional and not given is absent. */
  readonly inputs: Values;
  readonly facts: Facts;
  /** The value of a setting that names an input or a task of the DAG around it. */
  setting(spec: InputParameterSpec): JsonValue | undefined;
}
