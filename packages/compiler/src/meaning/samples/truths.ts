import {
  anyType,
  deeper,
  expression,
  follow,
  made as make,
  optional,
  type Rule,
  sometimes,
  tested,
  variable,
  type Want,
} from "./expressions.ts";
import { listExpression } from "./lists.ts";
import { type Expr, scalar, type Type } from "./names.ts";
import { numberExpression } from "./numbers.ts";
import { stringExpression } from "./texts.ts";

/** A truth. */
export function booleanExpression(want: Want): Expr {
  const { tape } = want;
  const literal = (): Expr => ({ text: tape.pick(["LIMITS.deep.flag", "(FIRST! > 5)", "Boolean(1)"]), level: 0 });
  const compare: Rule = () => {
    const type = tape.pick(["number", "string"] as const);
    const [a, b] = [expression(type, deeper(want)), expression(type, deeper(want))];
    const operator = tape.pick(["<", "<=", ">", ">=", "===", "!==", "==", "!="]);
    return make(`((${a.text} as ${type}) ${operator} (${b.text} as ${type}))`, a, b);
  };
  const logic: Rule = () => {
    const [a, b] = [booleanExpression(deeper(want)), booleanExpression(sometimes(want))];
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
    const [a, b] = [stringExpression(deeper(want)), stringExpression(sometimes(want))];
    const n = numberExpression(deeper(want));
    return tape.pick([
      make(`${a.text}.includes(${b.text})`, a, b),
      make(`${a.text}.startsWith(${b.text})`, a, b),
      make(`(!${tested("String", a)})`, a),
      make(`Number.isInteger(${n.text})`, n),
      make(`Boolean(${n.text})`, n),
      make(`(!${tested("Number", n)})`, n),
    ]);
  };
  const ofList: Rule = () => {
    const [a, b] = [listExpression("numbers", deeper(want)), numberExpression(deeper(want))];
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
