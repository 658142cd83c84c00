import {
  anyType,
  deeper,
  expression,
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
import { type Expr, scalar, type Type } from "./names.ts";
import { numberExpression } from "./numbers.ts";

/** A text. */
export function stringExpression(want: Want): Expr {
  const { tape } = want;
  const literal = (): Expr => ({
    text: tape.pick(['"a"', '""', '"b c"', '"ü🙈"', "'q\"'", '"{{$}}"', '"back\\\\slash\\n"', "`t`", '"12"']),
    level: 0,
  });
  const s = () => stringExpression(deeper(want));
  const any = (): Expr => expression(tape.pick<Type>(["string", "number", "boolean"]), deeper(want));
  const field: Rule = () => {
    const config = variable("config", want);
    const [absent, text] = [optional("config", want), optional("string", want)];
    const rest = stringExpression({
      ...instead(want, absent),
      absent: [absent, text].flatMap((one) => (one ? [one.text] : [])).concat(want.absent ?? []),
    });
    const [pair, strings] = [variable("pair", want), variable("strings", want, ({ min = 0 }) => min > 0)];
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
    const [a, b] = [s(), stringExpression(sometimes(want))];
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
        `(${tested("String", a)} || ${b.text})`,
        `(${tested("String", a)} && ${b.text})`,
        `encodeURIComponent(${a.text})`,
        `label(${a.text}, 1, 2)`,
        `${a.text}.toString()`,
      ]),
      a,
      b,
    );
  };
  const ofNumber: Rule = () => {
    const a = numberExpression(deeper(want));
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
