import { messages } from "@typeline/diagnostics";
import type { JsonObject } from "../../generated/index.ts";
import type { DocumentIndex } from "../document-index.ts";
import { defineFeature, warning } from "../feature.ts";

const path = ["platforms", "platforms", "typeline", "config", "run", "schedule"] as const;

export const scheduleTimezone = defineFeature({
  name: "a schedule in a time zone of its own",
  message: messages.scheduleTimezone,
  judgements: {
    kfp: warning(
      "all schedules are in the server's time zone, UTC by default, so the schedule cannot be installed",
      "`CRON_SCHEDULE_TIMEZONE`; the `TZ=` of robfig/cron is not in its release 1.2, which KFP uses",
    ),
  },
  untargeted: "silent",
  *find(index) {
    const timezone = scheduleOf(index)?.["timezone"];
    if (typeof timezone === "string" && !/^(?:Etc\/)?(?:UTC|GMT)$/.test(timezone))
      yield { path: [...path, "timezone"], words: { timezone } };
  },
});

export const scheduleCatchup = defineFeature({
  name: "a schedule that makes up for missed runs",
  message: messages.scheduleCatchup,
  judgements: {
    vertex: warning(
      "runs are made up for only when a schedule is resumed, so the schedule cannot be installed",
      "schedule.proto: `catch_up` is output only",
    ),
    argo: warning("missed runs are not made up for", "a CronWorkflow has `startingDeadlineSeconds`, for the last run, and no more"),
  },
  untargeted: "silent",
  *find(index) {
    if (scheduleOf(index)?.["catchup"] === true) yield { path: [...path, "catchup"], words: {} };
  },
});

function scheduleOf({ document }: DocumentIndex): JsonObject | undefined {
  return document.platforms?.platforms.typeline?.config?.run?.["schedule"] as JsonObject | undefined;
}
