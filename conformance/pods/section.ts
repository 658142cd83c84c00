import { type Case, cases } from "../argo-controller/cases.ts";
import { isHere, readPipeline } from "../argo-controller/pipelines.ts";
import { podsOf } from "./count.ts";

/** Runs of KFP's own compiled pipelines, which lie beside the repository. */
export const runsOnKfp: readonly (Case & Required<Pick<Case, "onKfp">>)[] = cases.flatMap((one) =>
  one.onKfp === undefined ? [] : [{ ...one, onKfp: one.onKfp }],
);

export const areHere: boolean = runsOnKfp.every(({ pipeline }) => isHere(pipeline));

/** What `docs/benchmarks.md` says of pods, between its marks. */
export function section(): string {
  const counted = runsOnKfp.map((one) => ({ one, pods: podsOf(readPipeline(one.pipeline), one) }));
  const rows = counted.map(({ one, pods: { ours, drivers, executors } }) => [
    `\`${one.pipeline.replace(/^kfp\//, "")}\``,
    one.onKfp.run,
    ours,
    drivers + executors,
    drivers,
    times((drivers + executors) / ours),
  ]);
  const [ours, drivers, executors] = (["ours", "drivers", "executors"] as const).map((key) =>
    counted.reduce((sum, { pods }) => sum + pods[key], 0),
  ) as [number, number, number];
  const all = ["all of them", "", ours, drivers + executors, drivers, times((drivers + executors) / ours)];
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["pipeline", "the run", "ours on Argo", "KFP's backend", "drivers and importers among these", "times as many"]),
    line(["---", "---", "---:", "---:", "---:", "---:"]),
    ...[...rows, all].map(line),
  ].join("\n");
}

const times = (ratio: number): string => ratio.toFixed(1);
