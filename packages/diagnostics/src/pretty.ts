import { summary } from "./collect.ts";
import type { Diagnostic, Location, Related } from "./diagnostic.ts";
import { frame } from "./frame.ts";
import { cachedLines, type LinesOf, type ReadSource, readFromDisk } from "./lines.ts";
import { type Palette, palette } from "./palette.ts";
import { relativePath } from "./paths.ts";
import { printable } from "./width.ts";

export interface PrettyOptions {
  /** Printed paths are relative to it. */
  readonly cwd: string;
  readonly color?: boolean | undefined;
  /** Terminal columns of a source line, 120 when left out. */
  readonly width?: number | undefined;
  /** Where the code frames come from: the disk when left out. */
  readonly readSource?: ReadSource | undefined;
}

interface Context {
  readonly cwd: string;
  readonly colors: Palette;
  readonly width: number;
  readonly linesOf: LinesOf;
}

/** For people: each diagnostic with its code frame, related places and help, then one line of counts. Empty for no diagnostics. */
export function formatPretty(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  if (diagnostics.length === 0) return "";
  const context: Context = {
    cwd: options.cwd,
    colors: palette(options.color ?? false),
    width: options.width ?? 120,
    linesOf: cachedLines(options.readSource ?? readFromDisk),
  };
  return `${diagnostics.map((diagnostic) => block(diagnostic, context)).join("\n\n")}\n\n${summary(diagnostics)}\n`;
}

function block(diagnostic: Diagnostic, context: Context): string {
  const { location, related, help, severity } = diagnostic;
  const source = location === undefined ? [] : codeFrame(location, context, { indent: "", mark: context.colors[severity] });
  const body = [
    ...source,
    ...related.flatMap((place) => relatedPlace(place, location, context)),
    ...(help ? printable(help).split("\n") : []).map((line) => `   ${line}`),
  ];
  return [header(diagnostic, context), ...(source.length > 0 ? [""] : []), ...body].join("\n");
}

function header({ code, severity, message, location }: Diagnostic, context: Context): string {
  const what = `${context.colors[severity](severity)} ${context.colors.faint(`${code}:`)} ${printable(message).replaceAll("\n", "\n  ")}`;
  return location === undefined ? what : `${place(location, context)} - ${what}`;
}

function place({ file, line, column }: Location, { cwd, colors }: Context): string {
  return `${colors.place(printable(relativePath(file, cwd)))}:${colors.warning(String(line))}:${colors.warning(String(column))}`;
}

/** In another file, or where the frame cannot be drawn, the place is named first. */
function relatedPlace({ location, message }: Related, main: Location | undefined, context: Context): string[] {
  const label = printable(message).replaceAll("\n", " ");
  const lines = codeFrame(location, context, { indent: "  ", label, mark: context.colors.place });
  if (lines.length === 0) return [`  ${place(location, context)} ${label}`];
  return location.file === main?.file ? lines : [`  ${place(location, context)}`, ...lines];
}

function codeFrame(
  location: Location,
  context: Context,
  style: { indent: string; label?: string; mark: (text: string) => string },
): string[] {
  const lines = context.linesOf(location.file);
  return lines === undefined ? [] : frame(location, lines, { ...style, width: context.width, gutter: context.colors.faint });
}
