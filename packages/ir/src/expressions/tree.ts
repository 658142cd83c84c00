/** A CEL expression as KFP uses it in `triggerPolicy.condition` and `parameterExpressionSelector`. */
export type Expression =
  | Literal
  | {
      readonly kind: "identifier";
      readonly name: string /** Written with a leading dot: resolved from the root. */;
      readonly rooted?: true;
    }
  | { readonly kind: "select"; readonly operand: Expression; readonly field: string }
  | { readonly kind: "index"; readonly operand: Expression; readonly index: Expression }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly target?: Expression;
      readonly arguments: readonly Expression[];
      readonly rooted?: true;
    }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "conditional"; readonly condition: Expression; readonly whenTrue: Expression; readonly whenFalse: Expression }
  | { readonly kind: "list"; readonly elements: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly MapEntry[] }
  | { readonly kind: "message"; readonly type: string; readonly fields: readonly MessageField[] };

/** A constant. `int` and `uint` are 64 bits wide; `bytes` are given as numbers from 0 to 255. */
export type Literal =
  | { readonly kind: "literal"; readonly type: "null"; readonly value: null }
  | { readonly kind: "literal"; readonly type: "bool"; readonly value: boolean }
  | { readonly kind: "literal"; readonly type: "int" | "uint"; readonly value: bigint }
  | { readonly kind: "literal"; readonly type: "double"; readonly value: number }
  | { readonly kind: "literal"; readonly type: "string"; readonly value: string }
  | { readonly kind: "literal"; readonly type: "bytes"; readonly value: readonly number[] };

export interface MapEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `name: value` in `Type{…}`. */
export interface MessageField {
  readonly name: string;
  readonly value: Expression;
}

export type UnaryOperator = "!" | "-";
export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%";

/** How tightly an operator binds; a higher number binds tighter. The unary ones bind at 6, `.`, `[…]` and calls at 7, `?:` at 0. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  in: 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

/** Whether a key can stand after a dot: `x.key`. */
export function isFieldName(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !reservedWords.has(key);
}

/** Words that cannot be identifiers. */
export const reservedWords: ReadonlySet<string> = new Set(
  "as break const continue else false for function if import in let loop namespace null package return true var void while".split(" "),
);
