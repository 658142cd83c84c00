import { listExpression } from "./lists.ts";
import { type Expr, type Level, type Names, scalar, type Type, type Variable, worst } from "./names.ts";
import { numberExpression } from "./numbers.ts";
import { configExpression, pairExpression, tableExpression } from "./structs.ts";
import type { Tape } from "./tape.ts";
import { stringExpression } from "./texts.ts";
import { booleanExpression } from "./truths.ts";

/** What an expression may be made of. */
export interface Want {
  readonly tape: Tape;
  readonly names: Names;
  /** How deep it may still nest. */
  readonly depth: number;
  /** How unknown it may be. */
  readonly max: Level;
  /** A call of a component; missing where none may stand, since it would run only sometimes. */
  readonly call?: ((type: Type, want: Want) => Expr | undefined) | undefined;
  /** Variables that TypeScript knows to be absent here. */
  readonly absent?: readonly string[];
}

export const deeper = (want: Want): Want => ({ ...want, depth: want.depth - 1 });
/** What stands in a part that JavaScript looks at only sometimes. */
export const sometimes = (want: Want): Want => ({ ...deeper(want), call: undefined });
/** What stands where a variable turned out to be absent. */
export const instead = (want: Want, of: Variable | undefined): Want => ({
  ...sometimes(want),
  absent: [...(want.absent ?? []), ...(of ? [of.text] : [])],
});

/** An expression of a type. */
export function expression(type: Type, want: Want): Expr {
  switch (type) {
    case "number":
      return numberExpression(want);
    case "string":
      return stringExpression(want);
    case "boolean":
      return booleanExpression(want);
    case "numbers":
    case "strings":
      return listExpression(type, want);
    case "config":
      return configExpression(want);
    case "table":
      return tableExpression(want);
    case "pair":
      return pairExpression(want);
  }
}

/** What an element or a field of a list or an object that is made here may be: nobody has to know it. */
export const inside = (want: Want): Want => ({ ...deeper(want), max: want.max === 0 ? 0 : 2 });
/** As a left side of `||` and `&&`: TypeScript refuses literals there. */
export const tested = (type: "String" | "Number", { text }: Expr): string => (/^[a-z][\w.]*$/i.test(text) ? text : `${type}(${text})`);

/** A number, string or boolean made of these. */
export const made = (text: string, ...of: readonly Expr[]): Expr => ({ text, level: scalar(...of.map(({ level }) => level)) });

export type Rule = () => Expr | undefined;

/** One of the rules; a rule that cannot be followed here gives way to the first, which always can. */
export function follow(want: Want, simplest: () => Expr, simple: readonly Rule[], nested: readonly Rule[]): Expr {
  const rules = want.depth > 0 ? [...simple, ...nested, ...nested] : simple;
  const rule = want.tape.pick([simplest, ...rules]);
  return rule() ?? simplest();
}

/** A variable of the type. */
export function variable(type: Type, { tape, names, max }: Want, fits: (one: Variable) => boolean = () => true): Variable | undefined {
  return names.find(tape, (one) => one.type === type && !one.absent && one.level <= max && fits(one));
}

export function optional(type: Type, { tape, names, max, absent = [] }: Want): Variable | undefined {
  return names.find(tape, (one) => one.type === type && one.absent === true && one.level <= max && !absent.includes(one.text));
}

/** `a ? b : c`, `(x ?? b)` and calls: of any type. */
export function anyType(type: Type, want: Want): Rule[] {
  return [
    () => {
      const test = booleanExpression(deeper(want));
      const [a, b] = [expression(type, sometimes(want)), expression(type, sometimes(want))];
      const known = test.level === 0;
      const level = known ? worst(a.level, b.level) : 2;
      return level <= want.max
        ? { text: `(${test.text} ? ${a.text} : ${b.text})`, level, min: Math.min(a.min ?? 0, b.min ?? 0) }
        : undefined;
    },
    () => {
      const one = optional(type, want);
      const other = expression(type, instead(want, one));
      if (!one || worst(one.level, other.level) > want.max) return undefined;
      return {
        text: `(${one.text} ?? ${other.text})`,
        level: one.level === 0 ? other.level : 2,
        min: Math.min(one.min ?? 0, other.min ?? 0),
      };
    },
    () => want.call?.(type, deeper(want)),
  ];
}
