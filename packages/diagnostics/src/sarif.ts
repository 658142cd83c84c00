import { catalogue } from "./catalogue.generated.ts";
import type { Diagnostic, Fix, Location, Related } from "./diagnostic.ts";
import { relativeUri } from "./paths.ts";

export interface SarifOptions {
  /** The folder that addresses are relative to; `%SRCROOT%` in the log. */
  readonly cwd: string;
  /** The version of the tool. */
  readonly version: string;
}

/** For code scanning: one SARIF 2.1.0 log (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with a line end. */
export function formatSarif(diagnostics: readonly Diagnostic[], { cwd, version }: SarifOptions): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "typeline", semanticVersion: version, rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code), cwd)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** TypeScript's own errors have no page in the catalogue: they are rules by their number alone. */
function rule(code: string) {
  const page = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (page === undefined) return { id: code };
  return {
    id: code,
    name: page.name,
    shortDescription: { text: page.message },
    help: { text: page.help, markdown: page.markdown },
    defaultConfiguration: { level: page.severity },
  };
}

function result({ code, severity, message, help, location, related, fixes }: Diagnostic, ruleIndex: number, cwd: string) {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help ? `${message}\n${help}` : message },
    ...(location !== undefined && { locations: [{ physicalLocation: physicalLocation(location, cwd) }] }),
    ...(related.length > 0 && { relatedLocations: related.map((place, index) => relatedLocation(place, index, cwd)) }),
    ...(fixes.length > 0 && { fixes: fixes.map((repair) => fix(repair, cwd)) }),
  };
}

function relatedLocation({ location, message }: Related, id: number, cwd: string) {
  return { id, message: { text: message }, physicalLocation: physicalLocation(location, cwd) };
}

function fix({ title, edits }: Fix, cwd: string) {
  const files = [...new Set(edits.map(({ location }) => location.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file, cwd),
      replacements: edits
        .filter(({ location }) => location.file === file)
        .map(({ location, text }) => ({ deletedRegion: region(location), insertedContent: { text } })),
    })),
  };
}

function physicalLocation(location: Location, cwd: string) {
  return { artifactLocation: artifactLocation(location.file, cwd), region: region(location) };
}

function artifactLocation(file: string, cwd: string) {
  const uri = relativeUri(file, cwd);
  return uri.startsWith("file:") ? { uri } : { uri, uriBaseId: "%SRCROOT%" };
}

function region({ line, column, endLine, endColumn }: Location) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}
