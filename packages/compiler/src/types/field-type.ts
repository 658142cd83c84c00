import { mergeTypes } from "./union.ts";
import type { ListType, StructType, ValueType } from "./value-type.ts";

export interface FieldType {
  readonly type: ValueType;
  /** Whether a value of the whole type may lack the field. */
  readonly mayBeAbsent: boolean;
}

/**
 * The type of what `value[key]` reads: a field of a struct, an element of a list, a position of a tuple.
 * @returns `undefined` where no value of the type has such a field.
 */
export function fieldType(type: ValueType, key: string | number): FieldType | undefined {
  switch (type.kind) {
    case "struct":
      return structField(type, String(key));
    case "list":
      return isIndex(key) ? element(type, Number(key)) : undefined;
    case "recursive":
      return fieldType(type.target, key);
    case "union":
      return unionField(type.members, key);
    case "taskStatus":
      return STATUS_FIELDS.get(String(key));
    default:
      return undefined;
  }
}

const isIndex = (key: string | number): boolean => /^(0|[1-9]\d*)$/.test(String(key));

function structField({ fields, rest }: StructType, key: string): FieldType | undefined {
  const field = fields.get(key);
  if (field) return { type: field.type, mayBeAbsent: field.optional };
  return rest && { type: rest, mayBeAbsent: true };
}

/** TypeScript, too, believes that every index of a list is there, unless `noUncheckedIndexedAccess` says otherwise; of a tuple it knows. */
function element({ element, tuple, open, minLength = tuple?.length ?? 0 }: ListType, index: number): FieldType | undefined {
  if (!tuple) return { type: element, mayBeAbsent: false };
  const position = tuple[index];
  if (position) return { type: position, mayBeAbsent: index >= minLength };
  return open ? { type: element, mayBeAbsent: true } : undefined;
}

function unionField(members: readonly ValueType[], key: string | number): FieldType | undefined {
  const found = members.map((member) => fieldType(member, key));
  const present = found.filter((field) => field !== undefined);
  if (present.length === 0) return undefined;
  return {
    type: mergeTypes(present.map((field) => field.type)),
    mayBeAbsent: present.length < members.length || present.some((field) => field.mayBeAbsent),
  };
}

/** `TaskStatus` of the language. */
const STATUS_FIELDS: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ["state", { type: { kind: "string", literals: ["SUCCEEDED", "FAILED", "CANCELLED"] }, mayBeAbsent: false }],
  [
    "error",
    {
      type: {
        kind: "struct",
        fields: new Map([
          ["code", { type: { kind: "number", integer: false }, optional: false }],
          ["message", { type: { kind: "string" }, optional: false }],
        ]),
      },
      mayBeAbsent: true,
    },
  ],
]);
