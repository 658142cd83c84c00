/**
 * The type of a value that crosses a component's border, as the compiler sees it: what `1-read` makes of a TypeScript type,
 * what `2-analyze` follows through selectors, and what `4-lower` turns into a `parameterType` or an artifact type.
 */
export type ValueType =
  | StringType
  | NumberType
  | BooleanType
  | ListType
  | StructType
  | UnionType
  | NullType
  | RecursiveType
  | ArtifactType
  | ArtifactListType
  | TaskStatusType;

/** `string`, a union of string literals, a string enum, a template-literal type. */
export interface StringType {
  readonly kind: "string";
  readonly literals?: readonly string[];
  /** Of a template-literal type: an anchored regular expression, as JSON Schema has it. */
  readonly pattern?: string;
}
/** `number`; `integer` only where the type says `Int`. */
export interface NumberType {
  readonly kind: "number";
  readonly integer: boolean;
  readonly literals?: readonly number[];
}
export interface BooleanType {
  readonly kind: "boolean";
  /** Of the type `true` or `false`. */
  readonly literal?: boolean;
}
export interface ListType {
  readonly kind: "list";
  readonly element: ValueType;
  /** Of a tuple: the type of each position. `element` is then their union, or the rest's type. */
  readonly tuple?: readonly ValueType[];
  /** Of a tuple with a rest, such as `[string, ...number[]]`: more elements, of type `element`, may follow. */
  readonly open?: boolean;
  /** Of a tuple with optional positions: how many elements there are at least; else all positions. */
  readonly minLength?: number;
}
export interface StructType {
  readonly kind: "struct";
  readonly fields: ReadonlyMap<string, StructField>;
  /** Of an index signature or `Record<string, T>`. */
  readonly rest?: ValueType;
}
export interface StructField {
  readonly type: ValueType;
  readonly optional: boolean;
  readonly description?: string;
}
/** Members of different kinds, or object types. Only inside structs and lists, or object types alone at the top. */
export interface UnionType {
  readonly kind: "union";
  readonly members: readonly ValueType[];
}
/** Only as a member of a union inside a struct or list. */
export interface NullType {
  readonly kind: "null";
}
/** A type that mentions itself. `name` is unique in the interface; `target` is filled before anyone can ask. */
export interface RecursiveType {
  readonly kind: "recursive";
  readonly name: string;
  readonly target: ValueType;
}
export interface ArtifactType {
  readonly kind: "artifact";
  readonly schemaTitle: string;
  /** The type of `metadata`, where it is known: `Metrics<{ auc: number }>`. */
  readonly metadata?: ValueType;
}
export interface ArtifactListType {
  readonly kind: "artifacts";
  readonly of: ArtifactType;
}
export interface TaskStatusType {
  readonly kind: "taskStatus";
}

/** An input or an output. */
export interface Port {
  readonly name: string;
  readonly type: ValueType;
  /** Of an input: whether it may be left out. */
  readonly optional: boolean;
  readonly description?: string;
}

/** The typed interface of a component or a pipeline. */
export interface Interface {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** One bare output, named `Output`: a call *is* its value. */
  readonly bare: boolean;
}
