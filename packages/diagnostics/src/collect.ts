import type { Diagnostic, Severity } from "./diagnostic.ts";

/** How many there are of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

export function countDiagnostics(diagnostics: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** `Found 2 errors and 1 warning.`; empty when there is nothing to say. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const counts = countDiagnostics(diagnostics);
  const parts = (["error", "warning", "note"] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}${counts[severity] === 1 ? "" : "s"}`);
  if (parts.length === 0) return "";
  const last = parts.pop();
  return `Found ${parts.length === 0 ? last : `${parts.join(", ")} and ${last}`}.`;
}

/** In order of place (those without one first), each once. The order does not depend on the order of arrival. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [identity(diagnostic), diagnostic]));
  return [...unique.values()].sort(compare);
}

/** Two diagnostics with the same words at the same place are one, whatever else they carry. */
function identity({ code, message, location }: Diagnostic): string {
  return JSON.stringify([code, message, location?.file, location?.line, location?.column, location?.endLine, location?.endColumn]);
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.location?.file ?? "", b.location?.file ?? "") ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    (a.location?.endLine ?? 0) - (b.location?.endLine ?? 0) ||
    (a.location?.endColumn ?? 0) - (b.location?.endColumn ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** By code units, so that the order is the same under every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
