import type { Location } from "@typeline/diagnostics";
import type { Node, SourceFile } from "./syntax.ts";

/** Where a node stands, without the comments before it. */
export function locationOf(node: Node): Location {
  const file = node.getSourceFile();
  return locationOfRange(file, node.getStart(file), node.getEnd());
}

/** Where a range of UTF-16 offsets stands. */
export function locationOfRange(file: SourceFile, start: number, end: number): Location {
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(end);
  return { file: file.fileName, line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}
