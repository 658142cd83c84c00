import type { JsonObject, JsonValue, PipelineDocument } from "@typeline/ir";
import { SubmitError } from "./http/error.ts";

/** When a pipeline runs by itself: `platforms.typeline.config.run.schedule`. */
export interface Schedule {
  /** Five fields, as cron has them, or `@daily` and its like. */
  readonly cron: string;
  /** IANA name; UTC where left out. */
  readonly timezone?: string | undefined;
  readonly inputs: { readonly [name: string]: JsonValue };
  readonly catchup: boolean;
  readonly maxConcurrent: number;
}

/** Options of a run that the author set and the IR's own fields have no place for. */
export interface RunOptions {
  readonly schedule?: Schedule | undefined;
  readonly serviceAccount?: string | undefined;
  readonly labels: { readonly [name: string]: string };
}

/** Reads what the compiler noted for those who submit. */
export function runOptions({ platforms }: PipelineDocument): RunOptions {
  const { schedule, serviceAccount, labels } = (platforms?.platforms.typeline?.config?.run ?? {}) as {
    schedule?: { cron?: string; timezone?: string; inputs?: JsonObject; catchup?: boolean; maxConcurrent?: number };
    serviceAccount?: string;
    labels?: { [name: string]: string };
  };
  return {
    serviceAccount,
    labels: labels ?? {},
    schedule:
      schedule?.cron === undefined
        ? undefined
        : {
            cron: schedule.cron.trim(),
            timezone: schedule.timezone,
            inputs: schedule.inputs ?? {},
            catchup: schedule.catchup ?? false,
            maxConcurrent: schedule.maxConcurrent ?? 1,
          },
  };
}

/**
 * A schedule as KFP reads it: with seconds before the five fields, days of the week from 0 to 6 (`robfig/cron` 1.2), and in the server's own
 * time zone (`CRON_SCHEDULE_TIMEZONE`), UTC where it sets none.
 *
 * @throws SubmitError for a time zone
 */
export function kfpCron({ cron, timezone = "UTC" }: Schedule): string {
  if (!/^(UTC|Etc\/UTC|GMT|Etc\/GMT)$/.test(timezone))
    throw new SubmitError(
      "spec",
      `Kubeflow Pipelines runs all schedules in its server's time zone: the schedule's \`timezone: "${timezone}"\` cannot be kept. Write the times in UTC.`,
    );
  if (cron.startsWith("@")) return cron;
  const fields = cron.split(/\s+/);
  // Six fields are KFP's own form, which a pipeline may have been written for.
  if (fields.length === 6) return fields.join(" ");
  if (fields.length !== 5) throw new SubmitError("spec", `the schedule \`${cron}\` has ${fields.length} fields; cron has five.`);
  const days = fields[4]!.split(",").flatMap(sundayFirst);
  return ["0", ...fields.slice(0, 4), days.join(",")].join(" ");
}

/** Sunday as 0, where cron also takes 7. */
function sundayFirst(days: string): string[] {
  if (days === "7") return ["0"];
  const [, from, step = ""] = /^([0-7])-7(\/\d+)?$/.exec(days) ?? [];
  if (from === undefined) return [days];
  if (step !== "")
    throw new SubmitError("spec", `the schedule's days \`${days}\` cannot be told to Kubeflow Pipelines: write them one by one.`);
  return from === "7" ? ["0"] : [from === "6" ? "6" : `${from}-6`, "0"];
}
