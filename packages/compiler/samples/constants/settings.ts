export enum Mode {
  Slow = "slow",
  Fast = "fast",
}

export const base = { rate: 0.1, depth: 1, mode: Mode.Slow } as const;
export const LIMITS = { rows: 1_000.4, columns: 0x10 } satisfies Record<string, number>;
export const names: readonly string[] = ["a", "b", "c"];
export const { offset } = { offset: base.depth + 1 };
