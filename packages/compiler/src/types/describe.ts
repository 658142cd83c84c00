import type { StructType, ValueType } from "./value-type.ts";

/** More than this much of a type does not help in a message. */
const LONG = 60;

/** A type as one would write it in TypeScript, on one line, shortened: for messages. */
export function describeType(type: ValueType): string {
  const text = write(type);
  return text.length > LONG ? `${text.slice(0, LONG - 1)}…` : text;
}

function write(type: ValueType): string {
  switch (type.kind) {
    case "string":
    case "number":
      if (type.literals) return type.literals.map((literal) => JSON.stringify(literal)).join(" | ");
      return type.kind === "number" && type.integer ? "Int" : type.kind;
    case "boolean":
      return type.literal === undefined ? "boolean" : String(type.literal);
    case "list":
      return type.tuple ? writeTuple(type.tuple, type.open ? type.element : undefined) : `${grouped(type.element)}[]`;
    case "struct":
      return writeStruct(type);
    case "union":
      return type.members.map(write).join(" | ");
    case "null":
      return "null";
    case "recursive":
      return type.name;
    case "artifact":
      return type.schemaTitle.replace(/^system\./, "");
    case "artifacts":
      return `${write(type.of)}[]`;
    case "taskStatus":
      return "TaskStatus";
  }
}

function grouped(element: ValueType): string {
  const text = write(element);
  return text.includes(" | ") && !text.startsWith("{") ? `(${text})` : text;
}

function writeTuple(positions: readonly ValueType[], rest: ValueType | undefined): string {
  return `[${[...positions.map(write), ...(rest ? [`...${grouped(rest)}[]`] : [])].join(", ")}]`;
}

function writeStruct({ fields, rest }: StructType): string {
  if (fields.size === 0) return rest ? `Record<string, ${write(rest)}>` : "{}";
  const entries = [...fields].map(([name, { type, optional }]) => `${propertyName(name)}${optional ? "?" : ""}: ${write(type)}`);
  return `{ ${[...entries, ...(rest ? [`[key: string]: ${write(rest)}`] : [])].join("; ")} }`;
}

const propertyName = (name: string): string => (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name));
