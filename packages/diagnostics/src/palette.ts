/** The few styles that the printed forms use. Each function wraps a text; without colour it returns it unchanged. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly success: (text: string) => string;
  readonly place: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const style = (open: number, close: number) => (text: string) => (text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`);
const plain = (text: string) => text;

const coloured: Palette = {
  error: style(31, 39),
  warning: style(33, 39),
  note: style(34, 39),
  success: style(32, 39),
  place: style(36, 39),
  faint: style(2, 22),
  strong: style(1, 22),
};
const uncoloured: Palette = { error: plain, warning: plain, note: plain, success: plain, place: plain, faint: plain, strong: plain };

export function palette(color: boolean): Palette {
  return color ? coloured : uncoloured;
}

/** What decides whether a stream gets colours. */
export interface ColorSetting {
  /** `--no-color` was given. */
  readonly noColor?: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY?: boolean | undefined;
}

/**
 * Whether to colour: `--no-color`, then `NO_COLOR` (https://no-color.org: set and not empty), then `FORCE_COLOR` (set, and
 * not `0` or `false`), then a terminal that is neither dumb nor a CI log.
 */
export function wantsColor({ noColor, env, isTTY }: ColorSetting): boolean {
  if (noColor || env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY === true && env["TERM"] !== "dumb" && !env["CI"];
}
