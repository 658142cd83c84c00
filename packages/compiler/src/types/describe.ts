import type { ListType, StructType, ValueType } from "./value-type.ts";

/** More than this much of a type does not help in a message. */
const LONG = 60;
/** Structs and lists below this many others are an ellipsis: what is deeper would not be shown, and may be huge. */
const DEEP = 4;

/** A type as one would write it in TypeScript, on one line, shortened: for messages. */
export function describeType(type: ValueType): string {
  const text = write(type, 0);
  return text.length > LONG ? `${text.slice(0, LONG - 1)}…` : text;
}

function write(type: ValueType, depth: number): string {
  switch (type.kind) {
    case "string":
    case "number":
      if (type.literals) return type.literals.map((literal) => JSON.stringify(literal)).join(" | ");
      return type.kind === "number" && type.integer ? "Int" : type.kind;
    case "boolean":
      return type.literal === undefined ? "boolean" : String(type.literal);
    case "list":
      return writeList(type, depth + 1);
    case "struct":
      return depth < DEEP ? writeStruct(type, depth + 1) : "{…}";
    case "union":
      return type.members.map((member) => write(member, depth + 1)).join(" | ");
    case "null":
      return "null";
    case "recursive":
      return type.name;
    case "artifact":
      return type.schemaTitle.replace(/^system\./, "");
    case "artifacts":
      return `${write(type.of, depth)}[]`;
    case "taskStatus":
      return "TaskStatus";
  }
}

function writeList({ element, tuple, open, minLength = tuple?.length ?? 0 }: ListType, depth: number): string {
  if (!tuple) return `${grouped(write(element, depth))}[]`;
  const positions = tuple.map((position, index) => (index < minLength ? write(position, depth) : `${grouped(write(position, depth))}?`));
  return `[${[...positions, ...(open ? [`...${grouped(write(element, depth))}[]`] : [])].join(", ")}]`;
}

/** A type as the operand of what binds tighter than `|`. */
const grouped = (text: string): string => (text.includes(" | ") && !/^[[{]/.test(text) ? `(${text})` : text);

function writeStruct({ fields, rest }: StructType, depth: number): string {
  if (fields.size === 0) return rest ? `Record<string, ${write(rest, depth)}>` : "{}";
  const entries = [...fields].map(([name, { type, optional }]) => `${propertyName(name)}${optional ? "?" : ""}: ${write(type, depth)}`);
  return `{ ${[...entries, ...(rest ? [`[key: string]: ${write(rest, depth)}`] : [])].join("; ")} }`;
}

const propertyName = (name: string): string => (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name));
