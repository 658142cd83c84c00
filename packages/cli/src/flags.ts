import type { Dump } from "@typeline/compiler";
import type { Engine } from "@typeline/ir";
import type { ExecutorChoice } from "@typeline/runner";
import { UsageError } from "./errors.ts";

/** What every command takes. */
export interface CommonFlags {
  /** `false` for `--no-color`. */
  readonly color: boolean;
  /** Diagnostics as a JSON array. */
  readonly json?: boolean | undefined;
  /** An environment of the configuration. */
  readonly env?: string | undefined;
  readonly target?: TargetFlag | undefined;
}

/** `--target`, taken apart: `kfp@2.17`. */
export interface TargetFlag {
  readonly engine: Engine;
  readonly release?: string | undefined;
}

/** The same as the compiler's, which is not loaded to read a command line. */
export const dumpPasses = ["regions", "bundles", "ir"] as const satisfies readonly Dump[];

export type CompileFormat = "yaml" | "json" | "k8s";

export interface CompileFlags extends CommonFlags {
  readonly output?: string | undefined;
  readonly format?: CompileFormat | undefined;
  /** Of `k8s`: a file for each object. */
  readonly split?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly watch?: boolean | undefined;
  readonly dump?: Dump | undefined;
  /** Of the target `argo`. */
  readonly argoKind?: "WorkflowTemplate" | "Workflow" | undefined;
  /** Of the target `argo`: a URI. */
  readonly artifactRoot?: string | undefined;
  /** Of the target `argo`: how long results are kept. */
  readonly memoize?: string | undefined;
}

export const argoKinds = ["WorkflowTemplate", "Workflow"] as const;

/** @throws UsageError for what is no URI of a storage */
export function parseArtifactRoot(text: string): string {
  if (/^(s3|gs|minio):\/\/[^/\s{}]+(\/[^\s{}]*)?$/.test(text)) return text;
  throw new UsageError(`\`--artifact-root ${text}\`: write where the cluster's artifact repository is, such as \`s3://bucket\`.`);
}

/** @throws UsageError for what Argo does not read as a time */
export function parseMemoize(text: string): string {
  if (/^(\d+(\.\d+)?(h|m|s))+$/.test(text)) return text;
  throw new UsageError(`\`--memoize ${text}\`: write how long results are kept, in hours, minutes or seconds: \`720h\`.`);
}

export const checkFormats = ["pretty", "json", "github", "sarif"] as const;
export type CheckFormat = (typeof checkFormats)[number];

export interface CheckFlags extends CommonFlags {
  readonly format?: CheckFormat | undefined;
  readonly fix?: boolean | undefined;
}

/** The same as the runner's, which is not loaded to read a command line. */
export const executors = ["auto", "worker", "process", "docker", "podman"] as const satisfies readonly ExecutorChoice[];

export interface RunFlags extends CommonFlags {
  /** `-p`, in their order. */
  readonly param?: readonly string[] | undefined;
  /** A file of inputs. */
  readonly params?: string | undefined;
  readonly executor?: ExecutorChoice | undefined;
  readonly concurrency?: number | undefined;
  readonly secrets?: string | undefined;
  /** ISO 8601. */
  readonly scheduledAt?: string | undefined;
  /** `false` for `--no-cache`. */
  readonly cache?: boolean | undefined;
  readonly resume?: string | undefined;
  readonly runsDir?: string | undefined;
}

/** Of the commands that look at earlier runs. */
export interface RunsFlags extends CommonFlags {
  readonly runsDir?: string | undefined;
  readonly follow?: boolean | undefined;
  /** Milliseconds. */
  readonly olderThan?: number | undefined;
  readonly all?: boolean | undefined;
}

/** Where a pipeline can be submitted to. */
export const submitTargets = ["kfp", "argo", "vertex"] as const;
export type SubmitTarget = (typeof submitTargets)[number];

export const logChoices = ["failed", "all", "none"] as const;

export interface SubmitFlags extends CommonFlags {
  readonly to?: SubmitTarget | undefined;
  /** `-p`, in their order. */
  readonly param?: readonly string[] | undefined;
  /** A file of inputs. */
  readonly params?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly namespace?: string | undefined;
  readonly context?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly experiment?: string | undefined;
  /** What people see of the run. */
  readonly name?: string | undefined;
  readonly requestId?: string | undefined;
  readonly serviceAccount?: string | undefined;
  readonly root?: string | undefined;
  /** `false` for `--no-schedule`; the environment's where neither is given. */
  readonly schedule?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly wait?: boolean | undefined;
  readonly logs?: (typeof logChoices)[number] | undefined;
  /** Runs that are there already, by their ids. */
  readonly follow?: string | undefined;
  readonly cancel?: string | undefined;
  readonly retry?: string | undefined;
}

/** The release of KFP that the profiles know. */
const kfpRelease = "2.17";

/** @throws UsageError for a name that is no target, and for a release that is not known */
export function parseTarget(text: string): TargetFlag {
  const match = /^(?:(kfp)(?:@(\d+\.\d+))?|(vertex|argo|local))$/.exec(text);
  if (match === null) throw new UsageError(`\`${text}\` is not a target: write \`kfp\`, \`kfp@2.17\`, \`vertex\`, \`argo\` or \`local\`.`);
  const [, kfp, release, other] = match;
  if (release !== undefined && release !== kfpRelease)
    throw new UsageError(`\`${text}\`: of kfp's releases, this version of typeline knows ${kfpRelease}.`);
  return { engine: (kfp ?? other) as TargetFlag["engine"], ...(release !== undefined && { release }) };
}

/** @throws UsageError */
export function parseCompileFormat(text: string): CompileFormat {
  if (text === "yaml" || text === "json" || text === "k8s") return text;
  throw new UsageError(`\`${text}\` is not a format of \`compile\`: write \`yaml\`, \`json\` or \`k8s\`.`);
}

/** @throws UsageError */
export function oneOf<T extends string>(flag: string, choices: readonly T[]): (text: string) => T {
  return (text) => {
    const choice = choices.find((known) => known === text);
    if (choice === undefined) throw new UsageError(`\`${flag} ${text}\`: write ${choices.map((known) => `\`${known}\``).join(", ")}.`);
    return choice;
  };
}

/** @throws UsageError for anything but a positive whole number */
export function parseConcurrency(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1)
    throw new UsageError(`\`--concurrency ${text}\`: write how many tasks may run at once, 1 or more.`);
  return count;
}

/** @throws UsageError for what is no time of ISO 8601 */
export function parseTime(text: string): string {
  const time = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`\`--scheduled-at ${text}\` is not a time: write it as \`2026-01-31T06:00:00Z\`.`);
  return new Date(time).toISOString();
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** @returns milliseconds @throws UsageError for what is no age */
export function parseAge(text: string): number {
  const match = /^(\d+)([smhdw])$/.exec(text);
  if (match === null) throw new UsageError(`\`--older-than ${text}\` is not an age: write it as \`7d\`, \`12h\` or \`30m\`.`);
  return Number(match[1]) * units[match[2] as keyof typeof units];
}
