import {
  anyType,
  deeper,
  follow,
  instead,
  made as make,
  optional,
  type Rule,
  sometimes,
  tested,
  variable,
  type Want,
} from "./expressions.ts";
import { listExpression } from "./lists.ts";
import { type Expr, scalar } from "./names.ts";
import { stringExpression } from "./texts.ts";
import { booleanExpression } from "./truths.ts";

/** A number. */
export function numberExpression(want: Want): Expr {
  const { tape } = want;
  const literal = (): Expr => ({ text: tape.pick(["1", "0", "2", "3", "7", "0.5", "2.25", "(-4)", "1e3", "0x1f", "1_000"]), level: 0 });
  const n = () => numberExpression(deeper(want));
  const s = () => stringExpression(deeper(want));
  const field: Rule = () => {
    const config = variable("config", want);
    if (!config) return undefined;
    const rest = numberExpression(sometimes(want));
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
    const [table, pair, absent] = [variable("table", want), variable("pair", want), optional("config", want)];
    const rest = numberExpression(instead(want, absent));
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
    const [a, b] = [n(), numberExpression(sometimes(want))];
    return make(
      tape.pick([
        `Math.max(${a.text}, ${b.text})`,
        `Math.min(${a.text}, ${b.text}, 5)`,
        `(${tested("Number", a)} || ${b.text})`,
        `(${tested("Number", a)} && ${b.text})`,
        `add(${a.text}, ${b.text})`,
        `add(${a.text})`,
        `both(${a.text}, ${b.text}).least`,
        `twice(${a.text}, (x) => x * 2 + ${b.text})`,
        `[${a.text}, ${b.text}][1]!`,
        `[${a.text}, ${b.text}].reduce((sum, x) => sum + x, 0)`,
        `Math.hypot(${a.text}, ${b.text})`,
        `((x: number, y = ${b.text}) => x - y)(${a.text})`,
        `({ a: ${a.text}, b: ${b.text} }.b)`,
      ]),
      a,
      b,
    );
  };
  const ofText: Rule = () => {
    const [a, b] = [s(), stringExpression(sometimes(want))];
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
    const a = booleanExpression(deeper(want));
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
