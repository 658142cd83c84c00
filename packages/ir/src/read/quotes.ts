/**
 * PyYAML, libyaml and go-yaml let a quoted text go on at any column, YAML 1.2 and the `yaml` package want it deeper than its parent.
 * Files of KFP's SDK that were reformatted have such texts. This indents their continuation lines. Leading blanks of these mean nothing, so the text stays the
 * same, and so do all line numbers.
 *
 * Only texts that begin after a dash or a key are looked at, and none inside a `|` or `>` block; a file for which that is wrong is not
 * made readable by it.
 */
export function indentQuotes(text: string): string {
  const lines = text.split("\n");
  let blockIndent: number | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    const indent = line.length - line.trimStart().length;
    if (blockIndent !== undefined && (line.trim() === "" || indent > blockIndent)) continue;
    blockIndent = undefined;
    const start = /^(\s*(?:- +)*)(?:[^\s'"#&*!|>{[][^'"#]*?: +)?(?:(['"])|[|>][-+0-9]*\s*$)/.exec(line);
    if (start === null) continue;
    const column = start[1]!.replace(/- +$/, "").length;
    if (start[2] === undefined) blockIndent = column;
    else index = indentUntilClosed(lines, index, start[0].length, start[2], column);
  }
  return lines.join("\n");
}

/** Indents the lines after `first` until the quote closes; the index of the line on which it does. */
function indentUntilClosed(lines: string[], first: number, offset: number, quote: string, column: number): number {
  const pad = " ".repeat(column + 2);
  for (let index = first; index < lines.length; index += 1) {
    const line = lines[index]!;
    const closed = closes(line, index === first ? offset : 0, quote);
    if (index > first && line.trim() !== "") lines[index] = pad + line;
    if (closed) return index;
  }
  return lines.length;
}

function closes(line: string, offset: number, quote: string): boolean {
  for (let index = offset; index < line.length; index += 1) {
    if (quote === '"' && line[index] === "\\") index += 1;
    else if (line[index] === quote) {
      if (quote === "'" && line[index + 1] === "'") index += 1;
      else return true;
    }
  }
  return false;
}
