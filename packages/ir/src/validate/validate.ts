import { messages } from "@typeline/diagnostics";
import type { Path, ReportFinding } from "../finding.ts";
import { shapes } from "../generated/shapes.generated.ts";
import { alternatives, nearest, suggestion } from "../nearest.ts";
import type { IntegerShape, MessageShape, Shape, StringShape } from "../shape.ts";

/** The messages that can be validated by themselves. */
export type RootMessage = "PipelineSpec" | "PlatformSpec" | "ExecutorInput" | "ExecutorOutput";

/**
 * Checks a value against the JSON Schema of a message. As in protojson, `null` is an absent field.
 *
 * @param path The value's own path; it starts the path of each finding.
 */
export function validate(message: RootMessage, value: unknown, path: Path, report: ReportFinding): void {
  new Validator(report).value(value, { kind: "message", name: message }, path);
}

class Validator {
  private readonly report: ReportFinding;

  constructor(report: ReportFinding) {
    this.report = report;
  }

  value(value: unknown, shape: Shape, path: Path): void {
    switch (shape.kind) {
      case "message":
        if (isObject(value)) this.message(value, shape.name, shapes[shape.name]!, path);
        else this.wrongType(value, "an object", path);
        return;
      case "map":
        if (isObject(value)) for (const key of Object.keys(value)) this.value(value[key], shape.of, [...path, key]);
        else this.wrongType(value, "an object", path);
        return;
      case "list":
        if (Array.isArray(value)) for (const [index, item] of value.entries()) this.value(item, shape.of, [...path, index]);
        else this.wrongType(value, "a list", path);
        return;
      case "tuple":
        if (Array.isArray(value) && value.length === shape.of.length)
          for (const [index, item] of value.entries()) this.value(item, shape.of[index]!, [...path, index]);
        else this.wrongType(value, `a list of ${shape.of.length}`, path);
        return;
      case "json":
        if (shape.object && !isObject(value)) this.wrongType(value, "an object", path);
        return;
      default:
        this.scalar(value, shape, path);
    }
  }

  private message(value: Record<string, unknown>, name: string, shape: MessageShape, path: Path): void {
    const given = Object.keys(value).filter((key) => value[key] !== null || shape.fields[key]?.kind === "json");
    const misspelt = new Set<string>();
    for (const key of Object.keys(value)) {
      const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : shape.rest;
      if (field === undefined) {
        misspelt.add(nearest(key, Object.keys(shape.fields)) ?? "");
        this.unknownField(key, name, shape, [...path, key]);
      } else if (given.includes(key)) this.value(value[key], field, [...path, key]);
    }
    // A misspelt field is one mistake, not a second one for the field that it stands for.
    const isMissing = (field: string) => !given.includes(field) && !misspelt.has(field);
    for (const field of shape.required ?? []) if (isMissing(field)) this.missingField(field, name, shape, value, path);
    this.choice(value, given, misspelt, name, shape, path);
  }

  private choice(
    value: Record<string, unknown>,
    given: readonly string[],
    misspelt: ReadonlySet<string>,
    name: string,
    shape: MessageShape,
    path: Path,
  ): void {
    const options = shape.oneOf ?? shape.exclusive;
    if (options === undefined) return;
    const [first, second] = Object.keys(value).filter((key) => given.includes(key) && options.includes(key));
    if (first !== undefined && second !== undefined)
      this.report({
        message: messages.conflictingIrFields({ message: title(name, path), first, second }),
        path: [...path, second],
        at: "key",
      });
    if (first === undefined && shape.oneOf !== undefined && !options.some((option) => misspelt.has(option)))
      this.report({
        message: messages.incompleteIrChoice({ message: title(name, path), fields: alternatives(options) }),
        path,
        at: "key",
      });
  }

  private unknownField(field: string, name: string, shape: MessageShape, path: Path): void {
    const hint = suggestion(field, Object.keys(shape.fields));
    this.report({ message: messages.unknownIrField({ field, message: `\`${name}\``, hint }), path, at: "key" });
  }

  private missingField(field: string, name: string, shape: MessageShape, value: Record<string, unknown>, path: Path): void {
    const hint = expectation(shape.fields[field]!);
    const message = messages.missingIrField({ message: title(name, path), field, hint });
    this.report(Object.hasOwn(value, field) ? { message, path: [...path, field], at: "key" } : { message, path, at: "key" });
  }

  private scalar(value: unknown, shape: Exclude<Shape, { kind: "message" | "map" | "list" | "tuple" | "json" }>, path: Path): void {
    if (!hasType(value, shape)) this.wrongType(value, expectation(shape), path);
    else if (shape.kind === "string") this.text(value as string, shape, path);
    else if (shape.kind === "integer") this.integer(value as number, shape, path);
  }

  private text(value: string, shape: StringShape, path: Path): void {
    if (shape.enum !== undefined && !shape.enum.includes(value)) {
      const best = nearest(value, shape.enum);
      this.invalid(value, best === undefined ? `It is one of ${alternatives(shape.enum)}` : `Write \`${best}\``, path);
    } else if (value.length < (shape.minLength ?? 0)) this.invalid(value, "Give it a text that is not empty", path);
    else if (shape.pattern !== undefined && !new RegExp(shape.pattern, "u").test(value))
      this.invalid(value, `Its form is \`${shape.pattern}\``, path);
  }

  private integer(value: number, shape: IntegerShape, path: Path): void {
    if (value < (shape.minimum ?? value) || value > (shape.maximum ?? value))
      this.invalid(String(value), `It is from ${shape.minimum} to ${shape.maximum ?? "the largest integer"}`, path);
  }

  private invalid(value: string, hint: string, path: Path): void {
    this.report({ message: messages.invalidIrValue({ field: fieldName(path), value: excerpt(value), hint }), path, at: "value" });
  }

  private wrongType(value: unknown, expected: string, path: Path): void {
    const actual =
      value === null ? "empty" : Array.isArray(value) ? "a list" : isObject(value) ? "an object" : `\`${excerpt(String(value))}\``;
    this.report({ message: messages.wrongIrType({ field: fieldName(path), actual, expected }), path, at: "value" });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasType(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "int64":
      return typeof value === "string" ? /^-?[0-9]+$/.test(value) : Number.isInteger(value);
    default:
      return typeof value === "number" && Number.isFinite(value);
  }
}

function expectation(shape: Shape): string {
  switch (shape.kind) {
    case "string":
      return shape.enum === undefined ? "a text" : alternatives(shape.enum);
    case "boolean":
      return "`true` or `false`";
    case "integer":
    case "int64":
      return "a whole number";
    case "double":
      return "a number";
    case "list":
    case "tuple":
      return "a list";
    default:
      return "an object";
  }
}

/** A message by its name and, where it has one, the key that it stands under: `` `ComponentSpec` of `comp-echo` ``. */
function title(name: string, path: Path): string {
  const key = path.at(-1);
  return typeof key === "string" && path.length > 1 ? `\`${name}\` (\`${key}\`)` : `\`${name}\``;
}

function fieldName(path: Path): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${path.at(-2)}[${last}]` : String(last ?? "");
}

/** A value as it may stand in a message: on one line, not long, without backquotes. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("`", "'");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
