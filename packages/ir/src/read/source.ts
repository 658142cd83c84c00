import type { Location } from "@typeline/diagnostics";
import { type Document, isCollection, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseAllDocuments } from "yaml";
import type { Path } from "../finding.ts";
import { excessOf, TOO_DEEP } from "./excess.ts";
import { indentQuotes } from "./quotes.ts";

/** Why a text cannot be read, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly location: Location;
}

/** A YAML or JSON text, its documents as values, and where each value stands. */
export interface Source {
  /** One value for each document that is not empty. */
  readonly values: readonly unknown[];
  /** Where a key, or the value under it, stands. What does not exist is located at the nearest thing around it that does. */
  locate(document: number, path: Path, at: "key" | "value"): Location;
}

/** Reads YAML 1.2 (JSON is a part of it), with `<<`. */
export function readSource(text: string, file: string): Source | SyntaxProblem {
  const first = parseYaml(text, file);
  if (!("message" in first)) return first;
  const again = parseYaml(indentQuotes(text), file);
  return "message" in again ? first : again;
}

function parseYaml(text: string, file: string): Source | SyntaxProblem {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: "silent" });
  const all: Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
  const place = (start: number, end: number): Location => {
    const [from, to] = [lines.linePos(start), lines.linePos(Math.max(start, end))];
    return {
      file,
      line: Math.max(from.line, 1),
      column: Math.max(from.col, 1),
      endLine: Math.max(to.line, 1),
      endColumn: Math.max(to.col, 1),
    };
  };
  for (const document of all)
    for (const problem of [...document.errors, ...document.warnings])
      return { message: worded(problem.message), location: place(...problem.pos) };
  const documents = all.filter(
    (document) => document.contents !== null && !(isScalar(document.contents) && document.contents.value === null),
  );
  try {
    const values = documents.map((document) => document.toJS() as unknown);
    const excess = excessOf(values);
    if (excess !== undefined) return { message: excess, location: place(0, 0) };
    return {
      values,
      locate: (document, path, at) => place(...rangeOf(documents[document]?.contents ?? null, path, at)),
    };
  } catch (error) {
    // What `toJS` refuses: aliases that multiply without end, or that lead nowhere.
    return { message: worded(error instanceof Error ? error.message : String(error)), location: place(0, 0) };
  }
}

/** What the parser says, in words of ours where its own are about itself. It goes down by recursion. */
function worded(message: string): string {
  if (/call stack/.test(message)) return TOO_DEEP;
  return /excessive alias/i.test(message) ? "its aliases multiply without end" : message;
}

/** The offsets of what a path leads to: of the key, or of the value where that is a scalar. */
function rangeOf(root: Node | null, path: Path, at: "key" | "value"): [start: number, end: number] {
  let node: unknown = root;
  let range = firstKey(root);
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item) === String(step));
      if (pair === undefined) return range;
      range = ownRange(pair.key) ?? range;
      node = pair.value;
      if (isLast && at === "value" && !isCollection(node)) range = ownRange(node) ?? range;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      range = (isCollection(node) ? firstKey(node as Node) : ownRange(node)) ?? range;
    } else return range;
  }
  return range;
}

function keyText({ key }: Pair): string {
  return String(isScalar(key) ? (key.value ?? "") : key);
}

function ownRange(node: unknown): [number, number] | undefined {
  const range = (node as Node | null)?.range;
  return range ? [range[0], range[1]] : undefined;
}

/** A block is pointed at by its first key or item, since all of it would be too much. */
function firstKey(node: Node | null): [number, number] {
  if (isMap(node) && node.items[0] !== undefined) return ownRange(node.items[0].key) ?? ownRange(node) ?? [0, 0];
  return ownRange(node) ?? [0, 0];
}
