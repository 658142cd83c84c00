import type { JsonValue } from "../../generated/index.ts";
import { CelFailure } from "../failure.ts";

/** A value of CEL. `int` and `uint` are 64 bits wide. */
export type CelValue =
  | { readonly type: "null" }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "uint"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  /** Numbers from 0 to 255. */
  | { readonly type: "bytes"; readonly value: readonly number[] }
  | CelList
  | CelMap
  | CelMessage
  /** What `type(x)` gives. */
  | { readonly type: "type"; readonly name: string };

export interface CelList {
  readonly type: "list";
  readonly elements: readonly CelValue[];
  readonly origin?: Origin;
}

export interface CelMap {
  readonly type: "map";
  /** By {@link mapKey}. */
  readonly entries: ReadonlyMap<string, CelMapEntry>;
  readonly origin?: Origin;
}

export interface CelMapEntry {
  readonly key: CelValue;
  readonly value: CelValue;
}

/** A protobuf message; a field that is not set is absent. */
export interface CelMessage {
  readonly type: "message";
  readonly name: string;
  readonly fields: ReadonlyMap<string, CelValue>;
}

/**
 * Where a list or map comes from: JSON text, a protobuf value, or `+` of two lists. KFP takes a selector's result by that; one that was
 * written in the expression it does not take.
 */
export type Origin = "json" | "protobuf" | "concatenation";

export const celNull: CelValue = { type: "null" };
export const celBool = (value: boolean): CelValue => ({ type: "bool", value });
export const celInt = (value: bigint): CelValue => ({ type: "int", value });
export const celString = (value: string): CelValue => ({ type: "string", value });

/** A value of JSON in CEL: numbers are doubles, as protobuf's `Value` and Go's JSON have them. */
export function celFromJson(json: JsonValue, origin: Origin): CelValue {
  if (json === null) return celNull;
  if (typeof json === "boolean") return celBool(json);
  if (typeof json === "number") return { type: "double", value: json };
  if (typeof json === "string") return celString(json);
  if (Array.isArray(json)) return { type: "list", elements: json.map((item) => celFromJson(item, origin)), origin };
  const fields = Object.entries(json).map(([name, value]) => [name, celFromJson(value, origin)] as const);
  return { ...celMap(fields), origin };
}

/** A map with strings for keys. */
export function celMap(fields: Iterable<readonly [string, CelValue]>): CelMap {
  const entries = new Map<string, CelMapEntry>();
  for (const [name, value] of fields) entries.set(`string:${name}`, { key: celString(name), value });
  return { type: "map", entries };
}

/**
 * What an entry of a map is found by.
 *
 * @throws CelFailure if the value cannot be a key.
 */
export function mapKey(value: CelValue): string {
  switch (value.type) {
    case "bool":
    case "int":
    case "uint":
    case "double":
    case "string":
      return `${value.type}:${value.value}`;
    default:
      throw new CelFailure(`a map with ${value.type} for a key is not supported`, true);
  }
}
