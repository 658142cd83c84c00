import type { Artifact } from "./artifact.ts";
import type { Task } from "./calls.ts";
import type { Cpu, Duration, Int, Memory } from "./values.ts";

export interface Resources {
  /** Upper limit; also the request, unless `requests` says less. */
  readonly cpu?: Cpu | undefined;
  /** Upper limit; also the request, unless `requests` says less. */
  readonly memory?: Memory | undefined;
  /** `1`, or `{ count: 1, type: "nvidia.com/gpu" }`. */
  readonly gpu?: Int | { readonly count?: Int | undefined; readonly type?: string | undefined } | undefined;
  readonly requests?: { readonly cpu?: Cpu | undefined; readonly memory?: Memory | undefined } | undefined;
}

/** The value of an environment variable: text, or where the cluster keeps it. A secret is only ever named. */
export type EnvValue =
  | string
  | number
  | boolean
  | { readonly secret: string; readonly key: string; readonly optional?: boolean | undefined }
  | { readonly configMap: string; readonly key: string; readonly optional?: boolean | undefined }
  | { readonly field: string };
export type Env = { readonly [name: string]: EnvValue };

/** What is mounted at a path. */
export type Volume =
  /** A persistent volume claim by name; the name may come from a task. */
  | { readonly claim: string; readonly subPath?: string | undefined }
  | { readonly secret: string; readonly optional?: boolean | undefined }
  | { readonly configMap: string; readonly optional?: boolean | undefined }
  | { readonly emptyDir: { readonly size?: Memory | undefined; readonly medium?: "Memory" | undefined } }
  | { readonly ephemeral: { readonly size: Memory; readonly storageClass?: string | undefined } };

export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: "Exists" | "Equal" | undefined;
  readonly value?: string | undefined;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute" | undefined;
  readonly seconds?: Int | undefined;
}

/** Where and as whom a pod runs. */
export interface Kubernetes {
  readonly volumes?: { readonly [mountPath: `/${string}`]: Volume } | undefined;
  readonly nodeSelector?: Readonly<Record<string, string>> | undefined;
  readonly tolerations?: readonly Toleration[] | undefined;
  /** As in a pod's `spec.affinity`. */
  readonly affinity?: object | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly imagePullPolicy?: "Always" | "IfNotPresent" | "Never" | undefined;
  readonly imagePullSecrets?: readonly string[] | undefined;
  readonly securityContext?:
    | { readonly runAsUser?: Int | undefined; readonly runAsGroup?: Int | undefined; readonly runAsNonRoot?: boolean | undefined }
    | undefined;
}

/** What a task may be ordered after: tasks, their outputs, or lists of these. */
export type Dependency = Task | Artifact | string | number | boolean | readonly Dependency[];

/** Options of one call. They replace the component's, key by key; `env`, `labels`, `annotations`, `nodeSelector` and `volumes` are merged. */
export interface TaskOptions extends Resources, Kubernetes {
  /** The task's name; else the component's. */
  readonly name?: string | undefined;
  readonly displayName?: string | undefined;
  readonly image?: string | undefined;
  readonly env?: Env | undefined;
  /** How often to try again; a number, or with a wait that grows by `factor` (2) from `backoff` (0s) to `maxBackoff` (1h). */
  readonly retries?:
    | Int
    | {
        readonly max: Int;
        readonly backoff?: Duration | undefined;
        readonly factor?: number | undefined;
        readonly maxBackoff?: Duration | undefined;
      }
    | undefined;
  /** Of one attempt. */
  readonly timeout?: Duration | undefined;
  /** `true` unless the pipeline or project says otherwise. */
  readonly cache?: boolean | { readonly key: string } | undefined;
  /** Order without data. */
  readonly after?: readonly Dependency[] | undefined;
  /** `"completed"` runs it even if what it waits for failed. */
  readonly ifUpstream?: "succeeded" | "completed" | undefined;
}

/** Options of a component: a call's, and what belongs to its code. */
export interface ComponentOptions<E extends Env = Env> extends Omit<TaskOptions, "after" | "ifUpstream" | "env"> {
  /** Variables of the environment. The component's function reads them as `context.env`, and only these. */
  readonly env?: E | undefined;
  /** npm packages that are installed in the container rather than bundled, such as native ones: `"sharp@0.34.4"`. */
  readonly packages?: readonly string[] | undefined;
}

/** Options of a call of a pipeline inside another: only what a group of tasks can have. */
export type PipelineTaskOptions = Pick<TaskOptions, "name" | "displayName" | "after" | "ifUpstream" | "retries" | "cache">;

export interface PipelineOptions<Inputs = {}> extends Pick<TaskOptions, "name" | "displayName" | "labels"> {
  readonly description?: string | undefined;
  /** Where artifacts are stored, such as `s3://bucket/folder`; else the project's or the engine's. */
  readonly root?: string | undefined;
  readonly schedule?:
    | {
        readonly cron: string;
        /** IANA name; UTC by default. */
        readonly timezone?: string | undefined;
        /** Arguments of each run; needed for inputs without a default. */
        readonly inputs?: Partial<Inputs> | undefined;
        /** Whether runs that were missed are made up for. */
        readonly catchup?: boolean | undefined;
        readonly maxConcurrent?: Int | undefined;
      }
    | undefined;
  /** Of the whole run. */
  readonly timeout?: Duration | undefined;
  /** How long the engine keeps a finished run's resources. */
  readonly ttl?: Duration | { readonly succeeded?: Duration | undefined; readonly failed?: Duration | undefined } | undefined;
  /** A volume shared by all tasks, at `context.workspace`. */
  readonly workspace?: { readonly size: Memory; readonly storageClass?: string | undefined } | undefined;
  /** Most tasks at once. */
  readonly parallelism?: Int | undefined;
  readonly serviceAccount?: string | undefined;
  /** Options of every task, unless its component or call says otherwise. */
  readonly defaults?: Omit<TaskOptions, "name" | "displayName" | "after" | "ifUpstream"> | undefined;
}
