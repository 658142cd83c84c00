import { anyType, deeper, expression, follow, inside, type Rule, variable, type Want } from "./expressions.ts";
import type { Expr } from "./names.ts";
import { worst } from "./names.ts";

/** A list of numbers or of strings. */
export function listExpression(type: "numbers" | "strings", want: Want): Expr {
  const { tape } = want;
  const item = type === "numbers" ? "number" : "string";
  const of = (inner: Want): Expr => expression(item, inner);
  const held = (level: Expr["level"]): Expr["level"] => (level === 0 ? 0 : 1);
  const fits = (expr: Expr): Expr | undefined => (expr.level <= want.max ? expr : undefined);

  const literal = (): Expr => {
    const items = Array.from({ length: tape.below(4) }, () => of(inside(want)));
    const level = items.some((one) => one.level > 0) ? 1 : 0;
    return {
      text: `[${items.map(({ text }) => text).join(", ")}]${items.length === 0 ? ` as ${item}[]` : ""}`.replace(/^(\[\] as .*)$/, "($1)"),
      level,
      min: items.length,
    };
  };
  const simplest = (): Expr => (want.depth > 0 ? literal() : { text: type === "numbers" ? "[1, 2, 3]" : '["a", "b"]', level: 0, min: 2 });

  const spread: Rule = () => {
    const [a, b] = [listExpression(type, deeper(want)), of(inside(want))];
    const level = worst(a.level, held(b.level));
    return fits({ text: tape.pick([`[...${a.text}, ${b.text}]`, `[${b.text}, ...${a.text}]`]), level, min: (a.min ?? 0) + 1 });
  };
  const method: Rule = () => {
    const [a, b] = [listExpression(type, deeper(want)), listExpression(type, deeper(want))];
    const one = of(inside(want));
    const min = a.min ?? 0;
    return fits(
      tape.pick<Expr>([
        { text: `${a.text}.slice(1)`, level: a.level, min: Math.max(0, min - 1) },
        { text: `${a.text}.slice(0, 2)`, level: a.level, min: Math.min(min, 2) },
        { text: `${a.text}.concat(${b.text})`, level: worst(a.level, b.level), min: min + (b.min ?? 0) },
        { text: `${a.text}.concat(${one.text})`, level: worst(a.level, held(one.level)), min: min + 1 },
        { text: `${a.text}.toReversed()`, level: a.level, min },
        { text: `[${a.text}, ${b.text}].flat()`, level: worst(a.level, b.level), min: min + (b.min ?? 0) },
        ...(min > 0 ? [{ text: `${a.text}.with(0, ${one.text})`, level: worst(a.level, held(one.level)), min }] : []),
        ...(a.level !== 1 ? [{ text: `${a.text}.toSorted()`, level: a.level, min }] : []),
      ]),
    );
  };
  const callback: Rule = () => {
    const a = listExpression(type, { ...deeper(want), max: Math.min(want.max, 1) as Expr["level"] });
    const b = of({ ...inside(want), call: undefined });
    if (a.level === 2) return undefined;
    const level = worst(a.level, held(b.level));
    const operator = type === "numbers" ? tape.pick(["+", "-", "*"]) : "+";
    const min = a.min ?? 0;
    const rules: Expr[] = [
      { text: `${a.text}.map((x) => x ${operator} ${b.text})`, level, min },
      { text: `${a.text}.map((x, i) => (i === 0 ? ${b.text} : x))`, level, min },
      { text: `${a.text}.flatMap((x) => [x, ${b.text}])`, level, min: 2 * min },
      { text: `Array.from(${a.text}, (x) => x ${operator} ${b.text})`, level, min },
      { text: `[...${a.text}.entries()].map(([, x]) => x)`, level: a.level, min },
    ];
    if (a.level === 0) {
      const test = type === "numbers" ? "x > 1" : "x.length > 1";
      rules.push({ text: `${a.text}.filter((x) => ${test})`, level: 0, min: 0 }, { text: `[...new Set(${a.text})]`, level: 0, min: 0 });
    }
    return fits(tape.pick(rules));
  };
  const ofStruct: Rule = () => {
    const [config, table] = [variable("config", want), variable("table", want)];
    const text = expression("string", deeper(want));
    if (type === "numbers") {
      const count = 1 + tape.below(3);
      const b = of({ ...inside(want), call: undefined });
      return tape.pick<Rule>([
        () => table && { text: `Object.values(${table.text})`, level: table.level, min: 0 },
        () => fits({ text: `Array.from({ length: ${count} }, (_, i) => i * ${b.text})`, level: held(b.level), min: count }),
      ])();
    }
    return tape.pick<Rule>([
      () => config && { text: `${config.text}.tags`, level: config.level, min: 3 },
      () => table && { text: `Object.keys(${table.text})`, level: table.level === 2 ? 2 : 0, min: 0 },
      () => fits({ text: `${text.text}.split(",")`, level: text.level, min: 1 }),
    ])();
  };
  const constant: Rule = () =>
    type === "numbers" ? { text: "LIMITS.sizes", level: 0, min: 3 } : { text: "LIMITS.names", level: 0, min: 2 };
  const name: Rule = () => variable(type, want);
  return follow(want, simplest, [name, name, name, constant, ofStruct], [spread, method, callback, ...anyType(type, want)]);
}
