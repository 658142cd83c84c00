import type { ParameterType } from "@typeline/ir";

/**
 * A value as an input of this type receives it: any value is text to a STRING, and text is JSON to a LIST or STRUCT.
 *
 * @returns nothing if it does not fit
 */
export function converted(value: unknown, type: ParameterType): { readonly value: unknown } | undefined {
  if (type === "STRING" && typeof value !== "string") return { value: JSON.stringify(value) };
  if ((type === "LIST" || type === "STRUCT") && typeof value === "string") {
    try {
      return converted(JSON.parse(value), type);
    } catch {
      return undefined;
    }
  }
  return isOfType(value, type) ? { value } : undefined;
}

export function isOfType(value: unknown, type: ParameterType): boolean {
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
