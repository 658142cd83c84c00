import { CelFailure } from "./failure.ts";
import type { Expression } from "./tree.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** A call that is syntax: its arguments are not values, or are evaluated many times. */
export type Macro =
  | { readonly name: "has"; readonly operand: Expression; readonly field: string }
  | {
      readonly name: "all" | "exists" | "exists_one" | "filter" | "map";
      readonly range: Expression;
      /** The name of the element, or of the key of a map. */
      readonly item: string;
      /** Of `map` it may be absent. */
      readonly predicate?: Expression;
      /** Of `map` only. */
      readonly transform?: Expression;
    };

/**
 * CEL's macros; `undefined` of an ordinary call.
 *
 * @throws CelFailure if a macro has arguments that it cannot have.
 */
export function macroOf(call: Call): Macro | undefined {
  const { name, target, arguments: given } = call;
  if (target === undefined) return name === "has" && given.length === 1 ? presence(given[0]!) : undefined;
  switch (name) {
    case "all":
    case "exists":
    case "exists_one":
    case "filter":
      return given.length === 2 ? { name, range: target, item: itemName(given[0]!), predicate: given[1]! } : undefined;
    case "existsOne":
      return given.length === 2 ? { name: "exists_one", range: target, item: itemName(given[0]!), predicate: given[1]! } : undefined;
    case "map":
      if (given.length === 2) return { name, range: target, item: itemName(given[0]!), transform: given[1]! };
      if (given.length === 3) return { name, range: target, item: itemName(given[0]!), predicate: given[1]!, transform: given[2]! };
      return undefined;
    default:
      return undefined;
  }
}

function presence(argument: Expression): Macro {
  if (argument.kind !== "select") throw new CelFailure("has(…) takes a field: has(a.b)");
  return { name: "has", operand: argument.operand, field: argument.field };
}

function itemName(argument: Expression): string {
  if (argument.kind !== "identifier" || argument.rooted || argument.name === "__result__")
    throw new CelFailure("the first argument of all, exists, exists_one, filter and map is a name");
  return argument.name;
}
