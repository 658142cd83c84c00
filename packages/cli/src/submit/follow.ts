import type { Palette } from "@typeline/diagnostics";
import type { Engine, FinishedRun, FollowOptions, RunEvent, Secrets } from "@typeline/submit";
import type { Host } from "../host.ts";

/** Follows a run, a line for each change, to its end, or until the user has seen enough: then there is no result. */
export async function followRun(
  engine: Engine,
  id: string,
  logs: FollowOptions["logs"],
  secrets: Secrets,
  palette: Palette,
  host: Host,
): Promise<FinishedRun | undefined> {
  const write = (event: RunEvent) => host.stderr.write(secrets.mask(eventLines(event, palette)));
  const stopped = host.interrupted().then(() => undefined);
  return Promise.race([engine.follow(id, { onEvent: write, logs }), stopped]);
}

function eventLines(event: RunEvent, palette: Palette): string {
  if (event.kind === "log") return event.text.replaceAll(/^(?=.)/gm, `  ${event.task} | `).replace(/\n?$/, "\n");
  const message = event.message === undefined ? "" : `: ${event.message.replaceAll(/[\s\p{Cc}]+/gu, " ").trim()}`;
  const state = colored(event.state, palette);
  return event.kind === "task" ? `${event.task}  ${state}${message}\n` : `Run ${state}${message}\n`;
}

function colored(state: string, palette: Palette): string {
  if (state === "failed") return palette.error(state);
  return state === "succeeded" || state === "cached" ? palette.strong(state) : state;
}
