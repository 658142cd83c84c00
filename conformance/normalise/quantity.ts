import type { Json } from "./json.ts";

const factors: Record<string, number> = {
  "": 1,
  K: 1e3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity in base units (cores, bytes), or the text itself when it is not one: a placeholder. */
export function quantity(value: string): Json {
  const [, digits, unit] = /^([0-9.]+)(m|[KMGTPE]i|[kKMGTPE])?$/.exec(value) ?? [];
  if (digits === undefined) return value;
  return unit === "m" ? Number(digits) / 1000 : Number(digits) * (factors[unit ?? ""] ?? Number.NaN);
}

/** A proto3 duration (`"3600s"`) in seconds. */
export function seconds(value: Json | undefined, otherwise: number): Json {
  if (value === undefined) return otherwise;
  const [, digits] = /^([0-9.]+)s$/.exec(String(value)) ?? [];
  return digits === undefined ? value : Number(digits);
}

/** An `int64` of proto3 JSON: a number, or the same in quotes. */
export function integer(value: Json | undefined): Json | undefined {
  return typeof value === "string" && /^-?[0-9]+$/.test(value) ? Number(value) : value;
}
