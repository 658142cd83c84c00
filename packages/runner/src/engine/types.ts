import type { JsonValue, ParameterType } from "@typeline/ir";

/**
 * A value as an input of this type receives it: any value is text to a STRING, and text is JSON to a LIST or STRUCT.
 *
 * @returns undefined if it does not fit
 */
export function converted(value: JsonValue, type: ParameterType | undefined): JsonValue | undefined {
  if (type === "STRING" && typeof value !== "string") return JSON.stringify(value);
  if ((type === "LIST" || type === "STRUCT") && typeof value === "string") {
    try {
      const parsed = JSON.parse(value) as JsonValue;
      return isOfType(parsed, type) ? parsed : undefined;
    } catch {
      return undefined;
    }
  }
  return isOfType(value, type) ? value : undefined;
}

/** Whether JSON is a value of a parameter's type. Integers are numbers without a fraction. */
export function isOfType(value: unknown, type: ParameterType | undefined): boolean {
  switch (type) {
    case "NUMBER_DOUBLE":
      return typeof value === "number";
    case "NUMBER_INTEGER":
      return Number.isInteger(value);
    case "STRING":
      return typeof value === "string";
    case "BOOLEAN":
      return typeof value === "boolean";
    case "LIST":
      return Array.isArray(value);
    default:
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}
