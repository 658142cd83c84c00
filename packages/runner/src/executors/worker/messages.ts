import type { ExecutorOutput } from "@typeline/ir";

/** What the pool asks of a worker process. */
export type Order =
  | {
      readonly type: "run";
      /** What both streams end with when the task has written its last. */
      readonly marker: string;
      /** Absolute path of the bundle's file; its source map is beside it, `.map` added. */
      readonly file: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
    }
  | { readonly type: "abort"; readonly reason: string };

/** What a worker process answers, when the marker is written. */
export type Answer = {
  /** The process is as the task found it, and may run another. */
  readonly reusable: boolean;
} & ({ readonly ok: true; readonly output?: ExecutorOutput | undefined } | { readonly ok: false; readonly message: string });
