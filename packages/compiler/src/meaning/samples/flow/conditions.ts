import type { Flowing, Scope } from "./scope.ts";
import { callFlag } from "./tasks.ts";
import type { Writer } from "./writer.ts";

/** A condition over values that flow, in forms that CEL has. */
export function condition(writer: Writer, scope: Scope, depth = writer.tape.below(3)): string {
  // `&&` and `||` with a step on the right are values of their own, which have one type whatever happens.
  const strict = depth > 0 && writer.tape.chance(35);
  return combined(writer, scope, depth, strict);
}

function combined(writer: Writer, scope: Scope, depth: number, strict: boolean): string {
  const { tape } = writer;
  const one = (): string => combined(writer, scope, depth - 1, strict);
  if (depth > 0) {
    const text = tape.pick([
      () => `${one()} && ${one()}`,
      () => `${one()} || ${one()}`,
      () => `!(${one()})`,
      // What is on the right runs only if the left does not decide.
      () => (strict && writer.budget.calls-- > 0 ? `${one()} ${tape.pick(["&&", "||"])} ${callFlag(writer, scope)}` : one()),
    ])();
    return /^!\(|^\w+$/.test(text) ? text : `(${text})`;
  }
  if (strict) return `(${scope.of("number", tape) ?? "FIRST!"} as number) ${tape.pick(["<", ">=", "==="])} ${tape.pick(["0", "2", "7.5"])}`;
  const subject = scope.find(tape, ({ kind }) =>
    ["number", "string", "boolean", "numbers", "strings", "config", "model", "row"].includes(kind),
  );
  return subject ? test(writer, scope, subject) : tape.pick(["LIMITS.deep.flag", "FIRST! > 5"]);
}

/** A test of one value. */
function test({ tape }: Writer, scope: Scope, { kind, text, absent }: Flowing): string {
  if (absent) return tape.pick([`${text} !== undefined`, `${text} === undefined`, `${text} != null`]);
  const compared = (): string =>
    `${tape.pick(["<", "<=", ">", ">=", "===", "!=="])} ${tape.pick(["0", "1", "3", "7.5", "(-4)", scope.of("number", tape) ?? "2"])}`;
  switch (kind) {
    case "number":
      return tape.pick([
        () => `(${text} as number) ${compared()}`,
        () => `${text} ${compared()}`,
        () => `${text} * 2 ${tape.pick(["<", ">"])} ${tape.pick(["0", "5.5"])}`,
        () => `${text} + ${scope.of("number", tape) ?? "1"} ${tape.pick(["<=", ">"])} 0`,
        () => text,
        () => `!${text}`,
      ])();
    case "string":
      return tape.pick([
        () =>
          `(${text} as string) ${tape.pick(["===", "!=="])} ${tape.pick(['"alpha"', '""', '"given é"', '"o\'x\\""', scope.of("string", tape) ?? '"12"'])}`,
        () => `${text}.includes(${tape.pick(['"a"', '"-"', '"🙈"'])})`,
        () => `${text}.startsWith("al")`,
        () => `${text}.length > 0`,
        () => text,
        () => `!${text}`,
      ])();
    case "boolean":
      return tape.pick([text, `!${text}`, `(${text} as boolean) === ${scope.of("boolean", tape) ?? "true"}`]);
    case "numbers":
      return tape.pick([`${text}.length > ${tape.below(4)}`, `${text}.length === 0`, `${text}.includes(${tape.pick(["2", "4"])})`]);
    case "strings":
      return tape.pick([`${text}.length > ${tape.below(4)}`, `${text}.includes("one")`]);
    case "config":
      return tape.pick([
        () => `${text}.lr ${compared()}`,
        () => `${text}.on`,
        () => `${text}.name ${tape.pick(["===", "!=="])} "alpha"`,
        () => `${text}.inner.depth ${compared()}`,
        () => `${text}.opt !== undefined`,
        () => `${text}.nil === null`,
        () => `(${text}.opt ?? 3) > 1`,
        () => `${text}.tags.length > 2`,
        () => `${text}["inner"].note === undefined`,
      ])();
    case "row":
      return tape.pick([`${text}.id ${compared()}`, `${text}.tag === "alpha"`, `${text}.sub.on`, `${text}.sub.xs.length > 1`]);
    default:
      return `${text}.metadata["score"] ${tape.pick(["<", ">", ">="])} ${tape.pick(["0", "10"])}`;
  }
}
