import { expression } from "../expressions.ts";
import { Names, type Type } from "../names.ts";
import { condition } from "./conditions.ts";
import { KINDS, type Kind, type Made, type Scope } from "./scope.ts";
import { callOf } from "./tasks.ts";
import type { Writer } from "./writer.ts";

const CONSTANTS: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  number: ["3", "0.5", "(-4)"],
  string: ['"alpha"', '""', '"k"'],
  boolean: ["true", "false"],
  numbers: ["[1, 2]", "[7]", "LIMITS.sizes"],
  strings: ['["a", "b"]'],
  rows: ['[{ id: 1, tag: "alpha", sub: { on: true, xs: [1, 2] } }, { id: 2, tag: "b", sub: { on: false, xs: [] } }]'],
};

/** A value that can flow anywhere: what is there, a call, a constant, one of two. */
export function value(kind: Made, writer: Writer, scope: Scope, depth = 1): string {
  const { tape, budget } = writer;
  const constants = CONSTANTS[kind];
  const call = (): string => callOf(kind, writer, scope);
  const here = (): string => scope.of(kind, tape) ?? constants?.[0] ?? call();
  const ways = [here, here];
  if (constants) ways.push(() => tape.pick(constants));
  if (budget.calls > 0) ways.push(call);
  if (budget.calls > 0 && depth > 0) ways.push(() => choice(kind, writer, scope));
  return tape.pick(ways)();
}

/** `?:` and `??` with a call in an arm. */
function choice(kind: Made, writer: Writer, scope: Scope): string {
  const optional = scope.find(writer.tape, (one) => one.kind === kind && one.absent === true);
  const made = callOf(kind, writer, scope);
  if (optional && writer.tape.chance(40)) return `(${optional.text} ?? ${made})`;
  const other = value(kind, writer, scope, 0);
  const arms = writer.tape.chance(50) ? [made, other] : [other, made];
  return `(${condition(writer, scope, 0)} ? ${arms.join(" : ")})`;
}

/** `const v: number = …` */
export function constant(writer: Writer, scope: Scope): void {
  const kind = writer.tape.pick<Made>(["number", "string", "boolean", "numbers", "model", "config"]);
  const text = value(kind, writer, scope);
  const name = scope.fresh("v");
  writer.line(`const ${name}: ${KINDS[kind]} = ${text};`);
  scope.add({ text: name, kind });
}

/** A value that only arguments can hold: `const a: string = …` */
export function assembled(writer: Writer, scope: Scope): void {
  const type = writer.tape.pick<Type>(["number", "string", "boolean", "numbers", "config"]);
  const name = scope.fresh("a");
  const made = expression(type, writer.want(scope.names, 2));
  writer.line(`const ${name}: ${KINDS[type]} = ${made.text};`);
  scope.names.add({ ...made, text: name, type });
}

/** `let l: number = …` */
export function variable(writer: Writer, scope: Scope): void {
  const kind = writer.tape.pick<Made>(["number", "string", "boolean", "numbers", "model", "model"]);
  const text = value(kind, writer, scope, 0);
  const name = scope.fresh("l");
  writer.line(`let ${name}: ${KINDS[kind]} = ${text};`);
  scope.add({ text: name, kind, assignable: true });
}

export function assignment(writer: Writer, scope: Scope): void {
  const target = scope.find(writer.tape, (one) => one.assignable === true);
  if (target) writer.line(`${target.text} = ${value(target.kind as Made, writer, scope)};`);
}

/** What conditions, loops and outputs take of a value that is made: `const k = compute(() => …)` */
export function computed(writer: Writer, scope: Scope): void {
  const { tape, budget } = writer;
  if (budget.calls-- <= 0) return;
  const type = tape.pick<"number" | "string" | "boolean" | "numbers">(["number", "string", "boolean", "numbers"]);
  // A `let` may change later: none is captured.
  const captured = new Names();
  for (const one of scope.names.all) if (!one.mutable && !one.text.includes("(")) captured.add({ ...one, level: 2 });
  const { text } = expression(type, writer.want(captured, 2));
  const name = scope.fresh("k");
  writer.line(`const ${name} = compute((): ${KINDS[type]} => ${type === "number" ? `finite(${text})` : text});`);
  scope.add({ text: name, kind: type });
}
