import { listExpression } from "./lists.ts";
import { type Expr, type Level, type Names, scalar, type Type, type Variable, worst } from "./names.ts";
import { configExpression, pairExpression, tableExpression } from "./structs.ts";
import type { Tape } from "./tape.ts";

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
  /** Inside a step: anything goes. */
  readonly free?: boolean;
}

export const deeper = (want: Want): Want => ({ ...want, depth: want.depth - 1 });
/** What stands in a part that JavaScript looks at only sometimes. */
export const sometimes = (want: Want): Want => ({ ...deeper(want), call: undefined });
export const known = (want: Want): Want => ({ ...deeper(want), max: 0, call: undefined });

/** An expression of a type. */
export function expression(type: Type, want: Want): Expr {
  switch (type) {
    case "number":
      return number(want);
    case "string":
      return string(want);
    case "boolean":
      return boolean(want);
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
const tested = (type: "String" | "Number", { text }: Expr): string => (/^[a-z][\w.]*$/i.test(text) ? text : `${type}(${text})`);

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

function optional(type: Type, { tape, names, max }: Want): Variable | undefined {
  return names.find(tape, (one) => one.type === type && one.absent === true && one.level <= max);
}

/** `a ? b : c`, `(x ?? b)` and calls: of any type. */
export function anyType(type: Type, want: Want): Rule[] {
  return [
    () => {
      const test = boolean(deeper(want));
      const [a, b] = [expression(type, sometimes(want)), expression(type, sometimes(want))];
      const known = test.level === 0;
      const level = known ? worst(a.level, b.level) : 2;
      return level <= want.max
        ? { text: `(${test.text} ? ${a.text} : ${b.text})`, level, min: Math.min(a.min ?? 0, b.min ?? 0) }
        : undefined;
    },
    () => {
      const one = optional(type, want);
      const other = expression(type, sometimes(want));
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

function number(want: Want): Expr {
  const { tape } = want;
  const literal = (): Expr => ({ text: tape.pick(["1", "0", "2", "3", "7", "0.5", "2.25", "(-4)", "1e3", "0x1f", "1_000"]), level: 0 });
  const make = (text: string, ...of: Expr[]): Expr => ({ text, level: scalar(...of.map(({ level }) => level)) });
  const n = () => number(deeper(want));
  const s = () => string(deeper(want));
  const field: Rule = () => {
    const config = variable("config", want);
    if (!config) return undefined;
    const rest = number(sometimes(want));
    const level = scalar(config.level);
    return tape.pick<Rule>([
      () => ({ text: `${config.text}.lr`, level }),
      () => ({ text: `${config.text}["inner"].depth`, level }),
      () => ({ text: `${config.text}?.inner.depth`, level }),
      () => make(`(${config.text}.opt ?? ${rest.text})`, config, rest),
      () => make(`(${config.text}.nil ?? ${rest.text})`, config, rest),
      () => ({ text: `${config.text}.tags.length`, level }),
      () => ({ text: `(${config.text}.inner.note?.length ?? 0)`, level }),
    ])();
  };
  const element: Rule = () => {
    const numbers = variable("numbers", want, ({ min = 0 }) => min > 0);
    if (!numbers) return undefined;
    const level = scalar(numbers.level);
    const index = tape.below(numbers.min!);
    return { text: tape.pick([`${numbers.text}[${index}]`, `${numbers.text}.at(-1)!`, `${numbers.text}.at(${index})!`]), level };
  };
  const other: Rule = () => {
    const rest = number(sometimes(want));
    const [table, pair, absent] = [variable("table", want), variable("pair", want), optional("config", want)];
    return tape.pick<Rule>([
      () => pair && { text: `${pair.text}[0]`, level: scalar(pair.level) },
      () => table && make(`(${table.text}.a ?? ${rest.text})`, table, rest),
      () => table && make(`(${table.text}["c d"] ?? ${rest.text})`, table, rest),
      () => table && { text: `Object.keys(${table.text}).length`, level: scalar(table.level) },
      () => absent && make(`(${absent.text}?.inner.depth ?? ${rest.text})`, absent, rest),
      () => absent && make(`(${absent.text}?.opt ?? ${rest.text})`, absent, rest),
      () => absent && make(`(${absent.text}?.tags.length ?? ${rest.text})`, absent, rest),
    ])();
  };
  const arithmetic: Rule = () => {
    const [a, b] = [n(), n()];
    const operator = tape.pick(["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"]);
    return make(`(${a.text} ${operator} ${b.text})`, a, b);
  };
  const unary: Rule = () => {
    const a = n();
    return make(
      tape.pick([
        `(-${a.text})`,
        `(+${a.text})`,
        `(~${a.text})`,
        `(${a.text} ** 2)`,
        `Math.abs(${a.text})`,
        `Math.round(${a.text})`,
        `Math.floor(${a.text})`,
        `Math.trunc(${a.text})`,
        `Math.sign(${a.text})`,
        `Math.sqrt(Math.abs(${a.text}))`,
        `Number(${a.text})`,
        `Number(String(${a.text}))`,
        `parseInt(String(${a.text}), 10)`,
        `(JSON.parse(JSON.stringify(${a.text})) as number)`,
        `Number.parseFloat(\`\${${a.text}}\`)`,
      ]),
      a,
    );
  };
  const binary: Rule = () => {
    const [a, b] = [n(), number(sometimes(want))];
    return make(
      tape.pick(
        [
          `Math.max(${a.text}, ${b.text})`,
          `Math.min(${a.text}, ${b.text}, 5)`,
          `(${a.text} || ${b.text})`,
          `(${a.text} && ${b.text})`,
          `add(${a.text}, ${b.text})`,
          `add(${a.text})`,
          `both(${a.text}, ${b.text}).least`,
          `twice(${a.text}, (x) => x * 2 + ${b.text})`,
          `[${a.text}, ${b.text}][1]!`,
          `[${a.text}, ${b.text}].reduce((sum, x) => sum + x, 0)`,
          `Math.hypot(${a.text}, ${b.text})`,
          `((x: number, y = ${b.text}) => x - y)(${a.text})`,
          `{ a: ${a.text}, b: ${b.text} }.b`,
        ].map((text) => (text.startsWith("{") ? `(${text})` : text)),
      ),
      a,
      b,
    );
  };
  const ofText: Rule = () => {
    const [a, b] = [s(), string(sometimes(want))];
    return make(
      tape.pick([
        `${a.text}.length`,
        `${a.text}.indexOf(${b.text})`,
        `${a.text}.lastIndexOf(${b.text})`,
        `(${a.text}.codePointAt(0) ?? 0)`,
        `${a.text}.split(",").length`,
        `(Number(${a.text}) || 0)`,
      ]),
      a,
      b,
    );
  };
  const ofList: Rule = () => {
    const a = listExpression("numbers", deeper(want));
    const b = n();
    const level = scalar(a.level);
    const length = { text: `${a.text}.length`, level: a.level === 2 ? (2 as const) : (0 as const) };
    if (a.level < 2 && tape.chance(50))
      return {
        text: tape.pick([`${a.text}.reduce((sum, x) => sum + x, ${b.text})`, `${a.text}.map((x) => x + 1).reduce((sum, x) => sum * x, 1)`]),
        level: scalar(a.level, b.level),
      };
    if (a.level === 0 && tape.chance(50)) return { text: `${a.text}.filter((x) => x > 2).length`, level };
    return tape.pick<Expr>([length, make(`${a.text}.indexOf(${b.text})`, a, b), { text: `(${a.text}.at(0) ?? 0)`, level }]);
  };
  const constant: Rule = () => ({
    text: tape.pick([
      "(Level.High as number)",
      "LIMITS.rate",
      "LIMITS.sizes[1]!",
      "FIRST!",
      "OTHERS.length",
      "Math.PI",
      "Number.MAX_SAFE_INTEGER",
    ]),
    level: 0,
  });
  const ofTruth: Rule = () => {
    const a = boolean(deeper(want));
    return make(`Number(${a.text})`, a);
  };
  const name: Rule = () => variable("number", want);
  return follow(
    want,
    literal,
    [name, name, name, field, element, constant, other],
    [arithmetic, arithmetic, unary, binary, ofText, ofList, ofTruth, ...anyType("number", want)],
  );
}

function string(want: Want): Expr {
  const { tape } = want;
  const literal = (): Expr => ({
    text: tape.pick(['"a"', '""', '"b c"', '"ü🙈"', "'q\"'", '"{{$}}"', '"back\\\\slash\\n"', "`t`", '"12"']),
    level: 0,
  });
  const make = (text: string, ...of: Expr[]): Expr => ({ text, level: scalar(...of.map(({ level }) => level)) });
  const s = () => string(deeper(want));
  const any = (): Expr => expression(tape.pick<Type>(["string", "number", "boolean"]), deeper(want));
  const field: Rule = () => {
    const config = variable("config", want);
    const rest = string(sometimes(want));
    const absent = optional("config", want);
    const [text, pair, strings] = [optional("string", want), variable("pair", want), variable("strings", want, ({ min = 0 }) => min > 0)];
    return tape.pick<Rule>([
      () => config && { text: `${config.text}.name`, level: scalar(config.level) },
      () => config && make(`(${config.text}.inner.note ?? ${rest.text})`, config, rest),
      () => config && { text: `${config.text}.tags[2]!`, level: scalar(config.level) },
      () => config && { text: `(${config.text}.inner.note?.toUpperCase() ?? "none")`, level: scalar(config.level) },
      () => absent && make(`(${absent.text}?.name ?? ${rest.text})`, absent, rest),
      () => absent && make(`(${absent.text}?.tags.join("-") ?? ${rest.text})`, absent, rest),
      () => absent && make(`(${absent.text}?.inner.note?.trim().toUpperCase() ?? ${rest.text})`, absent, rest),
      () => text && make(`(${text.text}?.toUpperCase() ?? ${rest.text})`, text, rest),
      () => text && make(`(${text.text}?.slice(1).trim() ?? ${rest.text})`, text, rest),
      () => text && make(`(${text.text} === undefined ? ${rest.text} : ${text.text})`, text, rest),
      () => pair && { text: `${pair.text}[1]`, level: scalar(pair.level) },
      () => strings && { text: `${strings.text}[${tape.below(strings.min!)}]!`, level: scalar(strings.level) },
    ])();
  };
  const template: Rule = () => {
    const parts = Array.from({ length: 1 + tape.below(3) }, any);
    return make(
      `\`${tape.pick(["", "x", "\\`\\${", "{{"])}${parts.map(({ text }) => `\${${text}}`).join(tape.pick(["", " ", "-"]))}${tape.pick(["", "!"])}\``,
      ...parts,
    );
  };
  const plus: Rule = () => {
    const [a, b] = [s(), any()];
    return make(tape.chance(50) ? `(${a.text} + ${b.text})` : `(${b.text} + ${a.text})`, a, b);
  };
  const method: Rule = () => {
    const [a, b] = [s(), string(sometimes(want))];
    return make(
      tape.pick([
        `${a.text}.toUpperCase()`,
        `${a.text}.trim()`,
        `${a.text}.slice(1, 3)`,
        `${a.text}.padStart(6, "*")`,
        `${a.text}.repeat(2)`,
        `${a.text}.replaceAll("a", ${b.text})`,
        `${a.text}.charAt(0)`,
        `${a.text}.concat(${b.text}, "!")`,
        `${a.text}.substring(1)`,
        `${a.text}.normalize("NFD")`,
        `(${a.text}.at(-1) ?? "")`,
        `${a.text}.split("").join("+")`,
        `${a.text}.split("a")[0]!`,
        `(${a.text} || ${b.text})`,
        `(${a.text} && ${b.text})`,
        `encodeURIComponent(${a.text})`,
        `label(${a.text}, 1, 2)`,
        `${a.text}.toString()`,
      ]),
      a,
      b,
    );
  };
  const ofNumber: Rule = () => {
    const a = number(deeper(want));
    return make(
      tape.pick([
        `String(${a.text})`,
        `(${a.text}).toFixed(1)`,
        `(${a.text}).toString(16)`,
        `JSON.stringify(${a.text})`,
        `(typeof ${a.text})`,
      ]),
      a,
    );
  };
  const ofList: Rule = () => {
    const a = listExpression(tape.pick<"numbers" | "strings">(["strings", "numbers"]), deeper(want));
    return { text: `${a.text}.${tape.pick(['join(",")', "join()", "toString()"])}`, level: scalar(a.level) };
  };
  const json: Rule = () => {
    const a = expression(tape.pick<Type>(["numbers", "table", "config", "pair", "boolean", "strings"]), deeper(want));
    return make(`JSON.stringify(${a.text})`, a);
  };
  const constant: Rule = () => ({
    text: tape.pick(["(Color.Blue as string)", "LIMITS.names[1]!", "LIMITS.deep.text", 'LIMITS["deep"]["text"]'])!,
    level: 0,
  });
  const name: Rule = () => variable("string", want);
  return follow(
    want,
    literal,
    [name, name, field, field, constant],
    [template, template, plus, method, method, ofNumber, ofList, json, ...anyType("string", want)],
  );
}

function boolean(want: Want): Expr {
  const { tape } = want;
  const literal = (): Expr => ({ text: tape.pick(["LIMITS.deep.flag", "(FIRST! > 5)", "Boolean(1)"]), level: 0 });
  const make = (text: string, ...of: Expr[]): Expr => ({ text, level: scalar(...of.map(({ level }) => level)) });
  const compare: Rule = () => {
    const type = tape.pick(["number", "string"] as const);
    const [a, b] = [expression(type, deeper(want)), expression(type, deeper(want))];
    const operator = tape.pick(["<", "<=", ">", ">=", "===", "!==", "==", "!="]);
    return make(`((${a.text} as ${type}) ${operator} (${b.text} as ${type}))`, a, b);
  };
  const logic: Rule = () => {
    const [a, b] = [boolean(deeper(want)), boolean(sometimes(want))];
    return make(
      tape.pick([
        `(${a.text} && ${b.text})`,
        `(${a.text} || ${b.text})`,
        `(!${a.text})`,
        `((${a.text} as boolean) === (${b.text} as boolean))`,
      ]),
      a,
      b,
    );
  };
  const ofValue: Rule = () => {
    const [a, b] = [string(deeper(want)), string(sometimes(want))];
    const n = number(deeper(want));
    return tape.pick([
      make(`${a.text}.includes(${b.text})`, a, b),
      make(`${a.text}.startsWith(${b.text})`, a, b),
      make(`(!${a.text})`, a),
      make(`Number.isInteger(${n.text})`, n),
      make(`Boolean(${n.text})`, n),
      make(`(!${n.text})`, n),
    ]);
  };
  const ofList: Rule = () => {
    const [a, b] = [listExpression("numbers", deeper(want)), number(deeper(want))];
    if (a.level === 0 && tape.chance(50)) return { text: `${a.text}.some((x) => x > 3)`, level: 0 };
    return make(tape.pick([`${a.text}.includes(${b.text})`, `(${a.text}.length > 3)`]), a, b);
  };
  const field: Rule = () => {
    const [config, absent, table] = [
      variable("config", want),
      optional(tape.pick<Type>(["number", "string"]), want),
      variable("table", want),
    ];
    return tape.pick<Rule>([
      () => config && { text: `${config.text}.on`, level: scalar(config.level) },
      () => config && { text: `(${config.text}.opt !== undefined)`, level: scalar(config.level) },
      () => config && { text: `(${config.text}.nil === null)`, level: scalar(config.level) },
      () => absent && { text: `(${absent.text} ${tape.pick(["!==", "==="])} undefined)`, level: absent.level },
      () => absent && { text: `(${absent.text} != null)`, level: absent.level },
      () => table && { text: `("c d" in ${table.text})`, level: scalar(table.level) },
    ])();
  };
  const name: Rule = () => variable("boolean", want);
  return follow(want, literal, [name, name, field], [compare, compare, logic, ofValue, ofList, ...anyType("boolean", want)]);
}
