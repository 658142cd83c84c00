import { GATE } from "../stubs.ts";
import { condition } from "./conditions.ts";
import { KINDS, type Made, type Scope } from "./scope.ts";
import { callRisk, use } from "./tasks.ts";
import { assignment, value } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Writes the statements of a block. */
export type Block = (scope: Scope) => void;

/** One arm; often it assigns a variable of the outside. */
function arm(writer: Writer, scope: Scope, block: Block): void {
  if (writer.tape.chance(40)) assignment(writer, scope);
  block(scope);
  if (writer.tape.chance(40)) assignment(writer, scope);
}

export function choose(writer: Writer, scope: Scope, block: Block): void {
  const { tape } = writer;
  const optional = scope.find(tape, ({ absent }) => absent === true);
  const inner = scope.branch();
  let test = condition(writer, scope);
  if (optional && tape.chance(30)) {
    test = tape.pick([`${optional.text} !== undefined`, optional.text]);
    inner.add({ text: optional.text, kind: optional.kind });
  }
  writer.open(`if (${test}) {`);
  arm(writer, inner, block);
  for (let more = tape.below(3); more > 0; more--) {
    writer.next(`} else if (${condition(writer, scope)}) {`);
    arm(writer, scope.branch(), block);
  }
  if (tape.chance(60)) {
    writer.next("} else {");
    arm(writer, scope.branch(), block);
  }
  writer.close();
}

/** `let x: number; if (…) { x = … } else { x = … }` */
export function assignedInAllArms(writer: Writer, scope: Scope, block: Block): void {
  const kind = writer.tape.pick<Made>(["number", "string", "model", "numbers"]);
  const name = scope.fresh("l");
  const arm = (): void => {
    const inner = scope.branch();
    if (writer.tape.chance(40)) block(inner);
    writer.line(`${name} = ${value(kind, writer, inner, 0)};`);
  };
  writer.line(`let ${name}: ${KINDS[kind]};`);
  writer.open(`if (${condition(writer, scope)}) {`);
  arm();
  writer.next("} else {");
  arm();
  writer.close();
  scope.add({ text: name, kind, assignable: true });
}

/** `switch` on what a run knows. */
export function select(writer: Writer, scope: Scope, block: Block): void {
  const { tape } = writer;
  const subject = scope.find(tape, ({ kind, absent }) => (kind === "string" || kind === "number") && !absent);
  if (!subject) return;
  const values = subject.kind === "string" ? ['"alpha"', '"given é"', '""', '"12"'] : ["11", "3", "(-2.5)", "4"];
  writer.open(`switch (${subject.text} as ${subject.kind}) {`);
  const labels = values.slice(0, 1 + tape.below(4)).map((value) => `case ${value}:`);
  if (tape.chance(70)) labels.splice(tape.pick([labels.length, labels.length, 0]), 0, "default:");
  labels.forEach((label, index) => {
    if (index < labels.length - 1 && tape.chance(25)) writer.line(label);
    else {
      writer.open(`${label} {`);
      arm(writer, scope.branch(), block);
      writer.line("break;");
      writer.close();
    }
  });
  writer.close();
}

/** `try { … } finally { … }`: the end may use what was there before. */
export function always(writer: Writer, scope: Scope, block: Block): void {
  const before = scope.iteration();
  writer.open("try {");
  if (writer.tape.chance(40) && writer.budget.calls > 0) writer.line(`${callRisk(writer, scope)};`);
  block(scope.branch());
  writer.next("} finally {");
  if (writer.tape.chance(60)) writer.line("tell({ status: taskStatus() });");
  use(writer, before);
  writer.close();
}

/** A gate: nothing after it runs if it is reached. */
export function gate(writer: Writer, scope: Scope): void {
  if (scope.isInLoop) writer.budget.scattered++;
  writer.line(`if (${condition(writer, scope)}) throw new Error("${GATE}");`);
}

/** A function of the body with branches of its own. */
export function helper(writer: Writer, scope: Scope): void {
  const [name, parameter, result] = [scope.fresh("f"), scope.fresh("x"), scope.fresh("r")];
  const kind = writer.tape.pick(["number", "string"] as const);
  const inner = scope.iteration();
  inner.add({ text: parameter, kind });
  const given = scope.of(kind, writer.tape);
  const [test, first, second] = [condition(writer, inner), callFor(kind, inner, writer), callFor(kind, inner, writer)];
  if (given === undefined) return;
  writer.line(`const ${name} = (${parameter}: ${KINDS[kind]}): ${KINDS[kind]} => {`);
  writer.line(`  if (${test}) return ${first};`);
  writer.line(`  return ${second};`);
  writer.line("};");
  writer.line(`const ${result} = ${name}(${given});`);
  scope.add({ text: result, kind });
}

function callFor(kind: "number" | "string", scope: Scope, writer: Writer): string {
  writer.budget.calls--;
  const given = scope.of(kind, writer.tape)!;
  return kind === "number" ? `num({ a: ${given} })` : `word({ s: ${given} })`;
}
