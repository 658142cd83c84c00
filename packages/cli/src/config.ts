import type { PipelineOptions } from "@typeline/dsl";

/** An engine that pipelines are compiled for. */
export type Target = "kfp" | "vertex" | "argo" | "kubernetes" | "local";

/** Where a pipeline runs. What it says of tasks wins over the code: it is written by those who run it. */
export interface Environment {
  readonly target?: Target | undefined;
  readonly endpoint?: string | undefined;
  readonly namespace?: string | undefined;
  readonly serviceAccount?: string | undefined;
  readonly root?: string | undefined;
  /** Put before image names that have no registry. */
  readonly registry?: string | undefined;
  /** Whether schedules are installed. */
  readonly schedules?: boolean | undefined;
  /** For `buildEnv`, before the compiler's own environment. */
  readonly buildEnv?: Readonly<Record<string, string>> | undefined;
  /** Of local runs: a `.env` file whose `warehouse/token=…` lines stand in for the cluster's secrets. */
  readonly secretsFile?: string | undefined;
  /** Of all tasks. */
  readonly defaults?: PipelineOptions["defaults"];
  /** By component name: `{ finetune: { gpu: 4 } }`. */
  readonly components?: Readonly<Record<string, PipelineOptions["defaults"]>> | undefined;
}

/** `typeline.config.ts`: read like a pipeline, not run. Paths are relative to the file. */
export interface Config {
  /** What `typeline compile` and `typeline check` take when they are given no SOURCE. */
  readonly sources?: readonly string[] | undefined;
  /** Where compiled pipelines are written; `dist` of the working folder when left out. */
  readonly outDir?: string | undefined;
  readonly runsDir?: string | undefined;
  /** The image of TypeScript components. */
  readonly image?: string | undefined;
  /** The environment when there is no `--env`. */
  readonly defaultEnvironment?: string | undefined;
  readonly environments?: Readonly<Record<string, Environment>> | undefined;
}

/** Types a project's configuration: `export default defineConfig({ … })`. Returns its argument. */
export function defineConfig(config: Config): Config {
  return config;
}
