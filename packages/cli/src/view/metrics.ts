import type { ArtifactRecord, StoredRun } from "@typeline/runner";
import { pad, widthOf } from "./text.ts";

/** Figures and tables of metrics, as the pages of KFP show them: the metadata of `system.Metrics` and `system.ClassificationMetrics`. */
export function metricsLines({ outputs, tasks }: Pick<StoredRun, "outputs" | "tasks">): string[] {
  const shown = new Set<string>();
  const lines: string[] = [];
  const add = (title: string, artifact: ArtifactRecord) => {
    // An output of the pipeline is one of a task, too.
    if (shown.has(artifact.uri)) return;
    const own = artifactLines(artifact);
    if (own.length === 0) return;
    shown.add(artifact.uri);
    lines.push(...(own.length === 1 ? [`  ${title}: ${own[0]}`] : [`  ${title}:`, ...own.map((line) => `    ${line}`)]));
  };
  for (const [name, value] of Object.entries(outputs.artifacts)) for (const one of listed(value)) add(name, one);
  // Of a loop with many iterations, each has its own.
  for (const task of tasks.slice(0, MOST_TASKS))
    for (const [name, value] of Object.entries(task.outputs.artifacts)) for (const one of listed(value)) add(`${task.path}.${name}`, one);
  return lines;
}

const MOST_TASKS = 200;

export function listed(value: ArtifactRecord | readonly ArtifactRecord[]): readonly ArtifactRecord[] {
  return Array.isArray(value) ? value : [value as ArtifactRecord];
}

function artifactLines({ schemaTitle, metadata }: ArtifactRecord): string[] {
  if (schemaTitle === "system.Metrics") return figures(metadata);
  if (schemaTitle !== "system.ClassificationMetrics") return [];
  const { confusionMatrix, confidenceMetrics, ...rest } = metadata;
  return [...figures(rest), ...matrixLines(confusionMatrix), ...curveLines(confidenceMetrics)];
}

function figures(metadata: ArtifactRecord["metadata"]): string[] {
  const parts = Object.entries(metadata).flatMap(([name, value]) =>
    typeof value === "number" ? [`${name} ${formatFigure(value)}`] : typeof value === "string" ? [`${name} ${value}`] : [],
  );
  return parts.length === 0 ? [] : [parts.join(", ")];
}

/** Four digits behind the point, but no figure is rounded to nothing. */
export function formatFigure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) < 0.001 ? Number(value.toPrecision(4)) : Math.round(value * 10_000) / 10_000);
}

/** `{ annotationSpecs: [{ displayName }], rows: [{ row: [3, 1] }] }`: rows are the actual classes. What has another form is not shown. */
function matrixLines(value: unknown): string[] {
  const { annotationSpecs, rows } = (value ?? {}) as { annotationSpecs?: unknown; rows?: unknown };
  if (!Array.isArray(annotationSpecs) || !Array.isArray(rows)) return [];
  const names = annotationSpecs.map((spec) => String(spec?.displayName ?? ""));
  const counts = rows.map((row) => (Array.isArray(row?.row) ? row.row.map(String) : []));
  const corner = "actual \\ predicted";
  const first = Math.max(widthOf(corner), ...names.map(widthOf));
  const widths = names.map((name, column) => Math.max(widthOf(name), ...counts.map((row) => (row[column] ?? "").length)));
  const right = (text: string, column: number) => `  ${" ".repeat(Math.max(widths[column]! - widthOf(text), 0))}${text}`;
  return [
    `${pad(corner, first)}${names.map(right).join("")}`,
    ...counts.map(
      (row, index) => `${pad(names[index] ?? "", first)}${names.map((_, column) => right(row[column] ?? "", column)).join("")}`,
    ),
  ];
}

/** The area under the curve, by trapezoids between its points. */
function curveLines(value: unknown): string[] {
  if (!Array.isArray(value) || value.length < 2) return [];
  const points = value.map((point) => [Number(point?.falsePositiveRate), Number(point?.recall)] as const);
  if (points.flat().some((number) => !Number.isFinite(number))) return [];
  points.sort(([a, c], [b, d]) => a - b || c - d);
  const area = points.slice(1).reduce((sum, [x, y], index) => sum + ((x - points[index]![0]) * (y + points[index]![1])) / 2, 0);
  return [`ROC curve of ${points.length} points, area ${formatFigure(area)}`];
}
