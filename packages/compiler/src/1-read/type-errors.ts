import type { Diagnostic, Location } from "@typeline/diagnostics";
import type { Project, Diagnostic as TypeScriptDiagnostic } from "typescript/unstable/sync";
import { locationOfRange } from "./locations.ts";
import type { SourceFiles } from "./source-files.ts";

/** TypeScript's errors in these files, in TypeScript's order: while one file cannot be parsed, types are not talked about. */
export function typeErrors(files: SourceFiles, paths: readonly string[]): Diagnostic[] {
  const own = [...new Set(paths.flatMap((path) => files.closure(path)))];
  const located = own.flatMap((path) => {
    const file = files.get(path);
    return file ? [{ path, project: files.projectOf(file) }] : [];
  });
  const syntactic = located.flatMap(({ path, project }) => project.program.getSyntacticDiagnostics(path));
  const found = syntactic.length > 0 ? syntactic : located.flatMap(({ path, project }) => project.program.getSemanticDiagnostics(path));
  return unique(found.filter(isError).map((diagnostic) => convert(files, diagnostic)));
}

/**
 * Options of an older TypeScript that version 7 deprecates or no longer has (`moduleResolution: node`, `baseUrl`). It goes on with
 * the successor, and which version the project itself uses is not our concern.
 */
const OLD_OPTIONS: ReadonlySet<number> = new Set([5101, 5102, 5103, 5107, 5108]);
/** An `include` that matches nothing: the files to read are named by us. */
const NO_INPUTS: ReadonlySet<number> = new Set([18002, 18003]);

/** What is wrong with a project's `tsconfig.json`, so wrong that its options are not known. */
export function configErrors(project: Project): readonly TypeScriptDiagnostic[] {
  return project.program.getConfigFileParsingDiagnostics().filter(({ code, category }) => {
    return isError({ category }) && !OLD_OPTIONS.has(code) && !NO_INPUTS.has(code);
  });
}

/** TypeScript's category of what stops a compilation; `DiagnosticCategory.Error`, spelled out to keep the enum's module out of the start. */
const ERROR = 1;
const isError = ({ category }: Pick<TypeScriptDiagnostic, "category">): boolean => category === ERROR;

function convert(files: SourceFiles, diagnostic: TypeScriptDiagnostic): Diagnostic {
  return {
    code: `TS${diagnostic.code}`,
    severity: "error",
    message: messageText(diagnostic),
    location: place(files, diagnostic),
    related: (diagnostic.relatedInformation ?? []).flatMap((related) => {
      const location = place(files, related);
      return location ? [{ location, message: messageText(related) }] : [];
    }),
    fixes: [],
  };
}

function place(files: SourceFiles, { fileName, pos, end }: TypeScriptDiagnostic): Location | undefined {
  const file = fileName === undefined ? undefined : files.get(fileName);
  return file && locationOfRange(file, pos, end);
}

/** A message and the chain of its reasons, each indented by two more spaces, as `tsc` prints them. */
export function messageText(diagnostic: TypeScriptDiagnostic, indent = ""): string {
  const reasons = diagnostic.messageChain ?? [];
  return [indent + diagnostic.text, ...reasons.map((reason) => messageText(reason, `${indent}  `))].join("\n");
}

/** Binder errors are found once by the binder and once by the checker. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, message, location }: Diagnostic) => JSON.stringify([code, message, location]);
  return [...new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic])).values()];
}
