import { parseTemplate, printTemplate } from "./template.ts";
import type { Argument, Placeholder } from "./tree.ts";

/**
 * Reads one element of `command` or `args`. KFP writes `Concat` and `IfPresent` as JSON text; anything else, JSON too, is a template.
 */
export function parseArgument(text: string): Argument {
  return (/^\{(?!\{)/.test(text) ? readStruct(parseJson(text)) : undefined) ?? { kind: "template", template: parseTemplate(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readStruct(value: unknown): Argument | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length !== 1) return undefined;
  if (keys[0] === "Concat") {
    const items = readItems(value["Concat"]);
    return items && { kind: "concat", items };
  }
  return keys[0] === "IfPresent" ? readIfPresent(value["IfPresent"]) : undefined;
}

function readIfPresent(value: unknown): Argument | undefined {
  if (!isObject(value) || typeof value["InputName"] !== "string") return undefined;
  const whenGiven = readItems(value["Then"]);
  const otherwise = readItems(value["Else"] ?? []);
  if (whenGiven === undefined || otherwise === undefined) return undefined;
  const input = value["InputName"];
  return value["Else"] === undefined ? { kind: "ifPresent", input, whenGiven } : { kind: "ifPresent", input, whenGiven, otherwise };
}

/** A branch is a list of elements; the SDK also writes a single one bare. */
function readItems(value: unknown): Argument[] | undefined {
  const items = (Array.isArray(value) ? value : [value]).map((item) =>
    typeof item === "string" ? ({ kind: "template", template: parseTemplate(item) } as const) : readStruct(item),
  );
  return items.every((item) => item !== undefined) ? items : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One element of `command` or `args` as text, spaced as Python's `json.dumps` does. */
export function printArgument(argument: Argument): string {
  return argument.kind === "template" ? printTemplate(argument.template) : printStruct(argument);
}

function printStruct(argument: Argument): string {
  const list = (items: readonly Argument[]) => `[${items.map(printStruct).join(", ")}]`;
  switch (argument.kind) {
    case "template":
      return JSON.stringify(printTemplate(argument.template));
    case "concat":
      return `{"Concat": ${list(argument.items)}}`;
    case "ifPresent": {
      const otherwise = argument.otherwise === undefined ? "" : `, "Else": ${list(argument.otherwise)}`;
      return `{"IfPresent": {"InputName": ${JSON.stringify(argument.input)}, "Then": ${list(argument.whenGiven)}${otherwise}}}`;
    }
  }
}

/** Every placeholder of an argument, those of both branches of an `IfPresent` included. */
export function placeholdersOf(argument: Argument): Placeholder[] {
  switch (argument.kind) {
    case "template":
      return argument.template.filter((part) => typeof part !== "string");
    case "concat":
      return argument.items.flatMap(placeholdersOf);
    case "ifPresent":
      return [...argument.whenGiven, ...(argument.otherwise ?? [])].flatMap(placeholdersOf);
  }
}
