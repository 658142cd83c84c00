const bytesPerUnit: Readonly<Record<string, number>> = {
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

/** An amount in the two forms that a `ResourceSpec` carries. */
export interface Quantity {
  /** As Kubernetes reads it: `500m`, `2Gi`; for the `resource…` fields. */
  readonly text: string;
  /** Cores, or gigabytes (10^9 bytes); for the deprecated fields, computed as KFP's SDK does. */
  readonly number: number;
}

/** Cores: `2`, `0.5`, `"500m"`. `undefined` where KFP would refuse the text. */
export function parseCpu(value: string | number): Quantity | undefined {
  const text = String(value);
  const match = /^((?:\d*\.)?\d+)(m?)$/.exec(text);
  if (match === null) return undefined;
  return { text, number: match[2] === "m" ? Number(match[1]) / 1000 : Number(match[1]) };
}

/** Memory or disk: `"512Mi"`, `"2Gi"`, `"1.5G"`, bytes without a unit. `undefined` for anything else. */
export function parseMemory(text: string): Quantity | undefined {
  const match = /^(\d+(?:\.\d+)?)([A-Za-z]{0,2})$/.exec(text);
  const unit = match?.[2] ?? "?";
  if (match === null || !Object.hasOwn(bytesPerUnit, unit)) return undefined;
  // Kubernetes knows the thousand as `k` only; KFP's SDK takes `K` and the run then fails.
  const kubernetes = unit === "K" ? `${match[1]}k` : text;
  return { text: kubernetes, number: gigabytes(Number(match[1]), bytesPerUnit[unit]!) };
}

/** In the order in which KFP computes, so that the last digit agrees. */
function gigabytes(amount: number, bytes: number): number {
  return bytes === 1e9 ? amount : (amount * bytes) / 1e9;
}
