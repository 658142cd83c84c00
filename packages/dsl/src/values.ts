declare const integer: unique symbol;

/** A whole number (`NUMBER_INTEGER`). Any `number` may be given where an `Int` is wanted; a fraction is refused when it arrives. */
export type Int = number & IntegerBrand;
export interface IntegerBrand {
  readonly [integer]?: never;
}

/** A length of time: `"90s"`, `"10m"`, `"1.5h"`, `"7d"`. */
export type Duration = `${number}${"s" | "m" | "h" | "d"}`;

/** An amount of memory or disk: `"512Mi"`, `"2Gi"`. Powers of two have an `i`. */
export type Memory = `${number}${"" | "K" | "M" | "G" | "T" | "Ki" | "Mi" | "Gi" | "Ti"}`;

/** Processor cores: `2`, `0.5`, `"500m"`. */
export type Cpu = number | `${number}` | `${number}m`;

/** How the work before a `finally` or `catch` ended. */
export interface TaskStatus {
  readonly state: "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly error?: { readonly code: number; readonly message: string } | undefined;
}

/** A run, as its tasks and its pipeline see it. */
export interface Run {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. When a schedule meant it to start; {@link createdAt} without one. */
  readonly scheduledAt: string;
}
