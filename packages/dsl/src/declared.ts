/** Registered, so that two copies of this package in one process know each other's declarations. */
const key: unique symbol = /* @__PURE__ */ Symbol.for("typeline.declared") as never;

/** Where a component or a pipeline is declared. */
export interface Declaration {
  /** Absolute path, or a `file:` URL. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/**
 * Remembers where a value was made: the caller of `maker`. The text of the stack is only made when it is asked for.
 *
 * @returns the value
 */
export function declare<T extends object>(value: T, maker: Function): T {
  const holder: { stack?: string } = {};
  (Error as { captureStackTrace?(target: object, above: Function): void }).captureStackTrace?.(holder, maker);
  Object.defineProperty(value, key, { value: holder });
  return value;
}

/** Where a component or a pipeline is declared; undefined for another value, and where the engine does not say. */
export function declarationOf(value: unknown): Declaration | undefined {
  if ((typeof value !== "function" && typeof value !== "object") || value === null || !(key in value)) return undefined;
  const { stack = "" } = (value as { [key]: { stack?: string } })[key];
  const frame = stack.split("\n").find((line) => /^\s+at /.test(line));
  const [, file, line, column] = /(?:\(|at |async )((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/.exec(frame ?? "") ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
