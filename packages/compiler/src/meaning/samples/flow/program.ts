import type { Program } from "../program.ts";
import { Tape } from "../tape.ts";
import { Body } from "./body.ts";
import { condition } from "./conditions.ts";
import { nestedFlow } from "./nested.ts";
import { KINDS, type Kind, type Made, Scope } from "./scope.ts";
import { observe } from "./tasks.ts";
import { Writer } from "./writer.ts";

/** How deep branches and loops are nested. */
const DEPTH = 5;

interface Input {
  readonly name: string;
  readonly kind: Kind;
  readonly use: "required" | "default" | "optional";
  readonly value?: string;
  readonly given: unknown;
}

const ROWS = [
  { id: 5, tag: "alpha", sub: { on: true, xs: [1, 2] } },
  { id: -1, tag: "t", sub: { on: false, xs: [] } },
];
const CONFIG = { lr: 0.125, name: "given", on: true, tags: ["p", "q", "r"], inner: { depth: 6 }, nil: 2 };

/** The inputs of every root pipeline. */
const ROOT: readonly Input[] = [
  { name: "n", kind: "number", use: "default", value: "3", given: 11 },
  { name: "m", kind: "number", use: "required", given: -2.5 },
  { name: "s", kind: "string", use: "default", value: '"alpha"', given: "given é" },
  { name: "b", kind: "boolean", use: "required", given: true },
  { name: "xs", kind: "numbers", use: "required", given: [4, 2, 9] },
  { name: "ss", kind: "strings", use: "default", value: '["u", "v"]', given: ["one", "alpha"] },
  { name: "none", kind: "numbers", use: "default", value: "[]", given: [8] },
  { name: "rs", kind: "rows", use: "required", given: ROWS },
  { name: "cfg", kind: "config", use: "required", given: CONFIG },
  { name: "o", kind: "number", use: "optional", given: 13 },
  { name: "os", kind: "string", use: "optional", given: "opt" },
];

/** A program with control flow. */
export interface FlowProgram extends Program {
  /** What fails in it are gates outside of loops, after which nothing runs at all: steps that fail stop only what depends on them. */
  readonly stopsDead: boolean;
}

/**
 * The program with control flow that a list of choices describes.
 *
 * @param failures whether there are steps that fail, and gates that are reached
 */
export function flowProgram(choices: readonly number[], name: string, failures: boolean): FlowProgram {
  const tape = new Tape(choices);
  const writer = new Writer(tape, { calls: 24, scattered: 0 });
  const nested = Array.from({ length: tape.pick([0, 0, 1, 2]) }, (_, index) => nestedFlow(tape, `${name}n${index}`, writer.budget));
  const scope = Scope.root();
  for (const { name, kind, use } of ROOT) scope.add({ text: name, kind, absent: use === "optional" });
  const complete = tape.chance(40);
  const absent = ROOT.filter(({ use }) => use !== "required" && !complete && tape.chance(50)).map(({ name }) => name);
  const body = new Body(writer, { failures, nested: nested.map((one) => one.nested) });
  const outputs = (["number", "string", "numbers", "model"] as const).filter(() => tape.chance(35));
  body.statements(scope, 2 + tape.below(4), DEPTH);
  if (tape.chance(25)) {
    early(writer, body, scope, outputs);
    body.statements(scope, 1 + tape.below(2), 2);
  }
  observe(writer, scope, 3);
  writer.line("sink({ n: m });");
  body.leave(scope, outputs);
  const pattern = ROOT.map(({ name, value }) => (value === undefined ? name : `${name} = ${value}`)).join(", ");
  const types = ROOT.map(({ name, kind, use }) => `${name}${use === "required" ? "" : "?"}: ${KINDS[kind]}`).join("; ");
  const own = `export const ${name} = pipeline(({ ${pattern} }: { ${types} }) => {\n${writer.lines.join("\n")}\n});`;
  return {
    name,
    stopsDead: writer.budget.scattered === 0,
    source: [...nested.map(({ source }) => source), own].join("\n"),
    given: Object.fromEntries(ROOT.flatMap(({ name, given }) => (absent.includes(name) ? [] : [[name, given]]))),
  };
}

/** `if (…) { …; return … }`, or two of them in each other. */
function early(writer: Writer, body: Body, scope: Scope, outputs: readonly Made[]): void {
  const inner = scope.branch();
  writer.open(`if (${condition(writer, scope)}) {`);
  if (writer.tape.chance(30)) {
    writer.open(`if (${condition(writer, scope)}) {`);
    body.statements(inner.branch(), writer.tape.below(2), 1);
    body.leave(inner, outputs);
    writer.close();
    body.statements(inner, 1, 1);
  } else {
    body.statements(inner, writer.tape.below(3), 2);
    body.leave(inner, outputs);
  }
  writer.close();
}
