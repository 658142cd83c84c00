import { expression, type Want } from "./expressions.ts";
import type { Expr, Type } from "./names.ts";

/** One argument, or nothing for an input that may be left out. */
function argument(name: string, type: Type, want: Want, optional = false): string[] {
  const { tape, names } = want;
  if (!optional) return [`${name}: ${expression(type, want).text}`];
  const absent = names.find(tape, (one) => one.type === type && one.absent === true);
  if (absent && tape.chance(30)) return [`${name}: ${absent.text}`];
  return tape.pick([[], [], [`${name}: undefined`], [`${name}: ${expression(type, want).text}`]]);
}

/** The arguments of a call, some of them through a spread. */
function inputs(want: Want, parts: readonly string[]): string {
  if (parts.length > 1 && want.tape.chance(20)) return `({ ...{ ${parts[0]} }, ${parts.slice(1).join(", ")} })`;
  return `({ ${parts.join(", ")} })`;
}

export const callText = (want: Want): string =>
  `text${inputs(want, [...argument("s", "string", want), ...argument("n", "number", want, true), ...argument("xs", "numbers", want, true)])}`;

export const callPack = (want: Want): string =>
  `pack${inputs(want, [...argument("cfg", "config", want), ...argument("table", "table", want, true), ...argument("pair", "pair", want, true)])}`;

export function callSink(want: Want): string {
  const optional: [string, Type][] = [
    ["n", "number"],
    ["s", "string"],
    ["b", "boolean"],
    ["xs", "numbers"],
    ["ss", "strings"],
    ["cfg", "config"],
    ["table", "table"],
    ["pair", "pair"],
  ];
  const parts = optional.flatMap(([name, type]) =>
    want.tape.chance(35) ? [`${name}: ${expression(type, want).text}`] : argument(name, type, { ...want, depth: 0 }, true),
  );
  if (want.tape.chance(20)) parts.push(`cfgs: [${expression("config", want).text}, ${expression("config", want).text}]`);
  return `sink${inputs(want, parts)}`;
}

/** A call as an expression of a type. */
export function call(type: Type, want: Want): Expr | undefined {
  if (want.max < 2) return undefined;
  const { tape } = want;
  const one = (text: string, min?: number): Expr => ({ text, level: 2, ...(min !== undefined && { min }) });
  const num = () =>
    `num${inputs(want, [...argument("a", "number", want), ...argument("b", "number", want, true), ...argument("c", "number", want, true)])}`;
  switch (type) {
    case "number":
      return one(
        tape.pick([
          num,
          num,
          () => `whole${inputs(want, argument("n", "number", want))}`,
          () => `${callText(want)}.size`,
          () => `fuse(${callText(want)})`,
        ])(),
      );
    case "string":
      return one(
        tape.pick([
          () => `word${inputs(want, [...argument("s", "string", want), ...argument("b", "boolean", want, true)])}`,
          () => `${callText(want)}.text`,
        ])(),
      );
    case "boolean":
      return one(
        tape.pick([
          () => `flag${inputs(want, [...argument("s", "string", want), ...argument("b", "boolean", want, true)])}`,
          () => `${callText(want)}["ok"]`,
        ])(),
      );
    case "numbers":
      return one(
        tape.pick([
          () => `list${inputs(want, [...argument("xs", "numbers", want), ...argument("n", "number", want, true)])}`,
          () => `${callPack(want)}.rows`,
        ])(),
        3,
      );
    case "strings":
      return one(`${callPack(want)}.words`, 3);
    case "config":
      return one(`${callPack(want)}.cfg`);
    case "table":
      return one(`${callPack(want)}.table`);
    case "pair":
      return one(`${callPack(want)}.pair`);
  }
}
