import { relativePath } from "@typeline/diagnostics";
import type { ArtifactRecord, OutputsRecord, StoredRun } from "@typeline/runner";
import { listed, metricsLines } from "./metrics.ts";
import { formatElapsed, oneLine, pad, plural, widthOf } from "./text.ts";

/** Values longer than this are in the record. */
const LONGEST_VALUE = 200;

/** What a run gave: its outputs, its metrics, and where its folder is. */
export function summaryLines(run: StoredRun, cwd: string): string[] {
  const outputs = outputLines(run.outputs, cwd);
  const metrics = metricsLines(run);
  return [
    ...(outputs.length > 0 ? ["Outputs", ...outputs] : []),
    ...(metrics.length > 0 ? ["Metrics", ...metrics] : []),
    endingLine(run, cwd),
  ];
}

const STATES: Partial<Readonly<Record<StoredRun["state"], string>>> = {
  running: "is running",
  interrupted: "was interrupted",
  cancelled: "was cancelled",
};

/** `Run iris-… succeeded after 3.2 s, 6 tasks (2 cached): .typeline/runs/iris-…` */
export function endingLine({ runId, state, startedAt, finishedAt, tasks, directory }: StoredRun, cwd: string): string {
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(task.state, (counts.get(task.state) ?? 0) + 1);
  counts.delete("succeeded");
  const others = [...counts].map(([name, count]) => `${count} ${name}`);
  const took = finishedAt === null ? "" : ` after ${formatElapsed(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  const counted = `${plural(tasks.length, "task")}${others.length > 0 ? ` (${others.join(", ")})` : ""}`;
  return `Run ${runId} ${STATES[state] ?? state}${took}, ${counted}: ${relativePath(directory, cwd)}`;
}

/** Outputs by name, in two columns. */
export function outputLines({ parameters, artifacts }: OutputsRecord, cwd: string): string[] {
  const rows = [
    ...Object.entries(parameters).map(([name, value]) => [name, valueText(value)] as const),
    ...Object.entries(artifacts).map(([name, value]) => [name, artifactText(value, cwd)] as const),
  ];
  const column = Math.max(0, ...rows.map(([name]) => widthOf(name)));
  return rows.map(([name, text]) => `  ${pad(name, column)}  ${text}`);
}

function valueText(value: unknown): string {
  const text = typeof value === "string" ? oneLine(value) : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

function artifactText(value: ArtifactRecord | readonly ArtifactRecord[], cwd: string): string {
  const list = listed(value);
  const [first] = list;
  if (first === undefined) return "no artifacts";
  // Their content is their metadata, which is shown by itself.
  if (/^system\.(?:Sliced)?(?:Classification)?Metrics$/.test(first.schemaTitle)) return first.schemaTitle;
  const one = `${first.schemaTitle}  ${first.path === undefined ? first.uri : relativePath(first.path, cwd)}`;
  return list.length === 1 ? one : `${list.length} × ${one} …`;
}
