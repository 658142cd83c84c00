/**
 * Makes a program smaller for as long as something holds for it: takes away statements and blocks, and what is around a block.
 *
 * @param holds of a program's text; whether it is a program at all is its to say
 */
export async function reduce(source: string, holds: (source: string) => Promise<boolean>): Promise<string> {
  let lines = source.split("\n");
  for (let changed = true; changed; ) {
    changed = false;
    for (let at = lines.length - 2; at > 0; at--) {
      for (const smaller of without(lines, at)) {
        if (!(await holds(smaller.join("\n")))) continue;
        lines = smaller;
        changed = true;
        break;
      }
    }
  }
  return lines.join("\n");
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Smaller texts without the statement, block or arm that starts at a line, and without what is around the block. */
function without(lines: readonly string[], at: number): string[][] {
  const line = lines[at];
  if (line === undefined) return [];
  const before = lines.slice(0, at);
  const candidates = [[...before, ...lines.slice(at + 1)]];
  if (line.endsWith("{")) {
    const length = lines.slice(at + 1).findIndex((other) => indentOf(other) <= indentOf(line));
    const end = at + 1 + length;
    const inner = lines.slice(at + 1, end).map((one) => one.slice(2));
    const after = lines.slice(wholeBlock(lines, at));
    candidates.unshift([...before, ...after], [...before, ...inner, ...after], [...before, ...lines.slice(end)]);
  }
  return candidates.filter((one) => one.length < lines.length);
}

/** Where what follows a block begins, all of its arms passed. */
function wholeBlock(lines: readonly string[], at: number): number {
  const indent = indentOf(lines[at]!);
  let end = at + 1;
  while (end < lines.length && (indentOf(lines[end]!) > indent || /^\s*\} (?:else|finally)/.test(lines[end]!))) end++;
  return end + 1;
}
