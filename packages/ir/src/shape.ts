/**
 * What a field may hold and how protojson prints it, taken from the JSON Schemas. A field whose `default` is given is left out when it
 * has that value; lists and maps are left out when they are empty; a field without either is always printed (proto3 `optional`, oneofs,
 * messages).
 */
export type Shape =
  | { readonly kind: "message"; readonly name: string }
  | { readonly kind: "map" | "list"; readonly of: Shape }
  | StringShape
  | { readonly kind: "boolean"; readonly default?: boolean }
  | IntegerShape
  /** A number that is printed with a decimal point: `1.0`. */
  | { readonly kind: "double"; readonly default?: number }
  /** An integer or its text. Printed as text, as protojson does. */
  | { readonly kind: "int64"; readonly default?: string }
  /** A list of a known length, printed on one line. */
  | { readonly kind: "tuple"; readonly of: readonly Shape[] }
  /** `google.protobuf.Value`, or `Struct` where only an object will do: nothing is left out, every number is a double. */
  | { readonly kind: "json"; readonly object?: true };

export interface StringShape {
  readonly kind: "string";
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
}

export interface IntegerShape {
  readonly kind: "integer";
  readonly default?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A message: its fields, what other keys hold where any are allowed, and which fields go together. */
export interface MessageShape {
  readonly fields: { readonly [key: string]: Shape };
  readonly rest?: Shape;
  readonly required?: readonly string[];
  /** Exactly one of these is given. */
  readonly oneOf?: readonly string[];
  /** At most one of these is given. */
  readonly exclusive?: readonly string[];
}
