import { anyType, expression, follow, inside, type Rule, variable, type Want } from "./expressions.ts";
import type { Expr } from "./names.ts";
import { worst } from "./names.ts";

const held = (...parts: readonly Expr[]): Expr["level"] => (worst(...parts.map(({ level }) => level)) === 0 ? 0 : 1);

/** A record of numbers. */
export function tableExpression(want: Want): Expr {
  const { tape } = want;
  const number = (): Expr => expression("number", inside(want));
  const simplest = (): Expr => {
    const [a, b] = [number(), number()];
    const keys = tape.pick([
      ["a", "b"],
      ["a", '"c d"'],
      ["2", "1"],
      ["b", '["a"]'],
      ["a", "[`k${1 + 1}`]"],
    ]);
    return { text: `({ ${keys[0]}: ${a.text}, ${keys[1]}: ${b.text} } as Table)`, level: held(a, b) };
  };
  const spread: Rule = () => {
    const [table, other] = [variable("table", want), number()];
    const wide = variable("config", want, ({ level }) => level < 2);
    if (!table) return undefined;
    const level = table.level === 2 ? 2 : held(table, other);
    if (wide && tape.chance(20)) return { text: `({ ...${table.text}, a: ${wide.text}.lr } as Table)`, level: worst(level, held(wide)) };
    return {
      text: tape.pick([`({ ...${table.text}, a: ${other.text} } as Table)`, `({ z: ${other.text}, ...${table.text} } as Table)`]),
      level,
    };
  };
  const entries: Rule = () => {
    const [a, b] = [number(), number()];
    const table = variable("table", want, ({ level }) => level < 2);
    if (table && tape.chance(50))
      return {
        text: `(Object.fromEntries(Object.entries(${table.text}).map(([key, value]) => [key + "!", value])) as Table)`,
        level: table.level,
      };
    return tape.pick([
      { text: `(Object.fromEntries([["a", ${a.text}], ["x y", ${b.text}]]) as Table)`, level: held(a, b) },
      { text: `(Object.assign({}, { b: ${a.text} }, { a: ${b.text}, b: 1 }) as Table)`, level: held(a, b) },
    ]);
  };
  const name: Rule = () => variable("table", want);
  return follow(want, simplest, [name, name], [spread, entries, ...anyType("table", want)]);
}

/** A pair of a number and a string. */
export function pairExpression(want: Want): Expr {
  const simplest = (): Expr => {
    const [a, b] = [expression("number", inside(want)), expression("string", inside(want))];
    return { text: `([${a.text}, ${b.text}] as Pair)`, level: held(a, b) };
  };
  return follow(want, simplest, [() => variable("pair", want)], anyType("pair", want));
}

/** An object of many kinds of fields. */
export function configExpression(want: Want): Expr {
  const { tape } = want;
  const inner = inside(want);
  const plain: Expr = {
    text: `({ lr: 0.5, name: "n", on: FIRST! > 2, tags: ["t", "u", "v"], inner: { depth: 2, note: "w" }, nil: null } as Config)`,
    level: 0,
  };
  const literal: Rule = () => {
    const [lr, name, on, depth] = [
      expression("number", inner),
      expression("string", inner),
      expression("boolean", inner),
      expression("number", inner),
    ];
    const [tag, opt] = [expression("string", inner), expression("number", { ...inner, call: undefined })];
    const fields = [
      `lr: ${lr.text}`,
      `name: ${name.text}`,
      `on: ${on.text}`,
      `tags: ["t", ${tag.text}, "v"]`,
      `inner: { depth: ${depth.text}${tape.pick(["", ', note: "w"', ", note: undefined"])} }`,
    ];
    if (tape.chance(50)) fields.push(`opt: ${opt.text}`);
    fields.push(`nil: ${tape.pick(["null", lr.text.includes("(") ? "3" : lr.text])}`);
    return {
      text: `({ ${(tape.chance(30) ? fields.reverse() : fields).join(", ")} } as Config)`,
      level: held(lr, name, on, depth, tag, opt),
    };
  };
  const spread: Rule = () => {
    const config = variable("config", want);
    if (!config) return undefined;
    const [a, b] = [expression("number", inner), expression("string", inner)];
    const part = tape.pick([
      `lr: ${a.text}`,
      `name: ${b.text}, opt: ${a.text}`,
      `inner: { ...${config.text}.inner, depth: ${a.text} }`,
      `tags: [...${config.text}.tags, ${b.text}]`,
      "opt: undefined",
      `...{ lr: ${a.text}, name: ${b.text} }`,
    ]);
    const level = config.level === 2 ? 2 : held(config, a, b);
    return { text: tape.pick([`({ ...${config.text}, ${part} } as Config)`, `({ opt: ${a.text}, ...${config.text} } as Config)`]), level };
  };
  const json: Rule = () => {
    const config = variable("config", want);
    return config && { text: `(JSON.parse(JSON.stringify(${config.text})) as Config)`, level: config.level === 0 ? 0 : 2 };
  };
  const name: Rule = () => variable("config", want);
  const fits =
    (rule: Rule): Rule =>
    () => {
      const made = rule();
      return made && made.level <= want.max ? made : undefined;
    };
  return follow(want, () => plain, [name, name], [literal, spread, json, ...anyType("config", want)].map(fits));
}
