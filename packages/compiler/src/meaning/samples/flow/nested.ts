import { expression } from "../expressions.ts";
import type { Tape } from "../tape.ts";
import { Body } from "./body.ts";
import { KINDS, type Made, Scope } from "./scope.ts";
import { value } from "./values.ts";
import { type Budget, Writer } from "./writer.ts";

/** A pipeline that others call. */
export interface NestedFlow {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly kind: Made; readonly optional: boolean }[];
  readonly outputs: readonly Made[];
}

const INPUTS = [
  { name: "a", kind: "number", optional: false },
  { name: "c", kind: "string", optional: false },
  { name: "on", kind: "boolean", optional: false },
  { name: "ls", kind: "numbers", optional: false },
  { name: "model", kind: "model", optional: false },
  { name: "opt", kind: "number", optional: true },
] as const;

/** Declares a pipeline with branches and loops of its own. */
export function nestedFlow(tape: Tape, name: string, budget: Budget): { readonly nested: NestedFlow; readonly source: string } {
  const inputs = INPUTS.filter(({ name }) => name === "a" || tape.chance(50));
  const outputs = (["number", "string", "model", "numbers"] as const).filter((kind) => kind === "number" || tape.chance(30));
  const writer = new Writer(tape, { calls: 5, scattered: 0 });
  const scope = Scope.root();
  for (const { name, kind, optional } of inputs) scope.add({ text: name, kind, absent: optional });
  const body = new Body(writer, { failures: false, nested: [] });
  body.statements(scope, 1 + tape.below(2), 3);
  writer.line("sink({ n: a });");
  body.leave(scope, outputs);
  budget.scattered += writer.budget.scattered;
  const types = inputs.map(({ name, kind, optional }) => `${name}${optional ? "?" : ""}: ${KINDS[kind]}`).join("; ");
  const parameter = `{ ${inputs.map(({ name }) => name).join(", ")} }: { ${types} }`;
  return {
    nested: { name, inputs, outputs },
    source: `const ${name} = pipeline((${parameter}) => {\n${writer.lines.join("\n")}\n}, { name: "inner-${name.replace(/^.*n/, "")}" });`,
  };
}

/** `const p = inner({ … });` */
export function nestedCall(writer: Writer, scope: Scope, { name, inputs, outputs }: NestedFlow): void {
  const { tape, budget } = writer;
  budget.calls -= 3;
  const given = inputs.flatMap(({ name, kind, optional }) => {
    if (optional && tape.chance(40)) return [];
    const absent = optional ? scope.find(tape, (one) => one.kind === kind && one.absent === true) : undefined;
    if (absent && tape.chance(40)) return [`${name}: ${absent.text}`];
    if (kind !== "model" && kind !== "rows" && tape.chance(40)) return [`${name}: ${expression(kind, writer.want(scope.names)).text}`];
    return [`${name}: ${value(kind, writer, scope, 0)}`];
  });
  const result = scope.fresh("p");
  writer.line(`const ${result} = ${name}({ ${given.join(", ")} });`);
  for (const kind of outputs) scope.add({ text: `${result}.${kind}0`, kind });
}
