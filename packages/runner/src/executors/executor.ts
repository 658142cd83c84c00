import type { ExecutorInput, ExecutorOutput, KubernetesExecutorConfig, PipelineContainerSpec } from "@typeline/ir";

export const executorNames = ["worker", "process", "docker", "podman"] as const;

/** `here`: in the runner itself, for what needs no program: importers, claims of volumes, stand-ins of tests. */
export type ExecutorName = (typeof executorNames)[number] | "here";

/** What `--executor` takes. `auto` picks the lightest that can honour a task. */
export type ExecutorChoice = "auto" | (typeof executorNames)[number];

/** A folder of this machine that a container sees at a path of its own. */
export interface Mount {
  /** Absolute, in the container. */
  readonly path: string;
  /** Absolute, of this machine. */
  readonly folder: string;
  readonly readOnly: boolean;
}

/** One attempt of one task, with all that it needs: placeholders are filled in, folders are there. */
export interface Attempt {
  /** `for-loop-1[0]/fit` */
  readonly path: string;
  /** From 1. */
  readonly number: number;
  readonly runId: string;
  /** The IR's container, placeholders as they were. */
  readonly container: PipelineContainerSpec;
  /** Our own component: the digest of its bundle, which is the one that the command carries. */
  readonly bundle?: { readonly digest: string; readonly file: string } | undefined;
  readonly image: string;
  /** What it may use: CPUs, bytes, devices; missing where the pipeline sets no limit. */
  readonly limits: { readonly cpus?: number; readonly memory?: number; readonly accelerators?: number };
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** The whole environment of the task, but for what the executor itself must add (`PATH`, `HOME`). Values of secrets are among these. */
  readonly env: Readonly<Record<string, string>>;
  readonly input: ExecutorInput;
  /** Absolute path of a folder of its own, there and empty: the working folder, where outputs are written. */
  readonly folder: string;
  /** Absolute paths outside of {@link folder} that it reads: artifacts. */
  readonly reads: readonly string[];
  /** Volumes, at paths that only a container can give. */
  readonly mounts: readonly Mount[];
  /** Absolute path of the folder that all tasks of the run share, if the pipeline asks for one. */
  readonly workspace?: string | undefined;
  /** The task's settings for Kubernetes, names of secrets and claims filled in. */
  readonly kubernetes: KubernetesExecutorConfig;
}

/** How an attempt ended. */
export type Exit =
  /** Code 0. `output`: the executor's output where it is not in its file. */
  | { readonly ok: true; readonly output?: ExecutorOutput | undefined }
  /** In one sentence: `it ended with exit code 3`. */
  | { readonly ok: false; readonly message: string };

export interface AttemptIo {
  /** Aborts when the run is cancelled or the attempt times out: the task is asked to stop, and killed after a grace of 5 s. */
  readonly signal: AbortSignal;
  /** What the task writes, as it comes. Bytes of one stream are in order. */
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
}

/** Runs attempts of tasks. */
export interface Executor {
  readonly name: Exclude<ExecutorName, "here">;
  /**
   * Why it cannot honour the task, in words that follow "`podman` cannot run it: "; undefined if it can. Asked before {@link run}, and
   * by `auto`, from the lightest executor on.
   */
  refuses(attempt: Attempt): Promise<string | undefined> | string | undefined;
  /** Rejects only for a bug of ours. When it resolves, no process of the attempt is left. */
  run(attempt: Attempt, io: AttemptIo): Promise<Exit>;
  close(): Promise<void>;
}
