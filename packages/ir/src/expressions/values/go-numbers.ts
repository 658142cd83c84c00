import { CelFailure } from "../failure.ts";

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const special = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/**
 * A text as a double, as Go's `strconv.ParseFloat` reads it; `undefined` if it is none.
 *
 * @throws CelFailure of hexadecimal digits and of underscores, which Go takes.
 */
export function parseGoFloat(text: string): number | undefined {
  const match = special.exec(text);
  if (match !== null) return match[2] === undefined ? (match[1] === "" ? Number.NaN : undefined) : match[1] === "-" ? -Infinity : Infinity;
  if (/^[+-]?(?:0[xX]|[\d.]*_)/.test(text)) throw new CelFailure(`the number ${JSON.stringify(text)} is not read`, true);
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A double as Go's `%g` prints it: the shortest digits, with an exponent below 1e-4 and from 1e6. */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [digits, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return sign + plain(digits.replace(".", ""), power);
  return `${sign}${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A double without an exponent, in the shortest digits: Go's `strconv.FormatFloat(value, 'f', -1, 64)`. The value is finite. */
export function formatPlain(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [digits, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  return sign + plain(digits.replace(".", ""), Number(exponent));
}

/** `0.digits × 10^(power + 1)`. */
function plain(digits: string, power: number): string {
  if (power < 0) return `0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  const rest = digits.slice(power + 1);
  return rest === "" ? whole : `${whole}.${rest}`;
}
