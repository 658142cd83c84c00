/** Levels of lists and objects: many times what a pipeline has, and few enough for whoever goes through them by recursion. */
const DEEPEST = 1000;
/** Values in all, those behind an alias once for each time that it stands there: a pipeline of ten thousand tasks has a tenth of it. */
const MOST = 5_000_000;

export const TOO_DEEP = `its lists and objects are nested more than ${DEEPEST} levels deep`;

/** Why values are too much to be read, which a small text with aliases can make them; undefined if they are not. */
export function excessOf(values: readonly unknown[]): string | undefined {
  const stack: { readonly value: object; readonly depth: number }[] = [{ value: values, depth: 0 }];
  let count = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.depth > DEEPEST) return TOO_DEEP;
    for (const inner of Object.values(top.value)) {
      if (++count > MOST) return `it holds more than ${MOST} values`;
      if (typeof inner === "object" && inner !== null) stack.push({ value: inner, depth: top.depth + 1 });
    }
  }
  return undefined;
}
