import { expression } from "./expressions.ts";
import { Names, TYPES, type Type } from "./names.ts";
import { Body, type NestedPipeline } from "./statements.ts";
import { Tape } from "./tape.ts";

/** A generated pipeline, and the pipelines that it calls, as TypeScript over the library of `stubs.ts`. */
export interface Program {
  /** The exported variable. */
  readonly name: string;
  readonly source: string;
  /** What a run of it is given. */
  readonly given: { readonly [input: string]: unknown };
}

const CONFIG = { lr: 0.125, name: "given", on: true, tags: ["p", "q", "r"], inner: { depth: 6 }, nil: 2 };

/** The inputs of every root pipeline. */
const ROOT: readonly {
  readonly name: string;
  readonly type: Type;
  readonly kind: "required" | "default" | "optional";
  readonly value: string;
  readonly given: unknown;
  readonly min?: number;
}[] = [
  { name: "n", type: "number", kind: "default", value: "3", given: 11 },
  { name: "m", type: "number", kind: "required", value: "", given: -2.5 },
  { name: "s", type: "string", kind: "default", value: '"in{put"', given: "given é" },
  { name: "b", type: "boolean", kind: "required", value: "", given: true },
  { name: "xs", type: "numbers", kind: "required", value: "", given: [4, 2, 9], min: 3 },
  { name: "ss", type: "strings", kind: "default", value: '["u", "v"]', given: ["one", "two", "three"], min: 2 },
  { name: "cfg", type: "config", kind: "required", value: "", given: CONFIG },
  { name: "tab", type: "table", kind: "required", value: "", given: { a: 5, "c d": 8 } },
  { name: "o", type: "number", kind: "optional", value: "", given: 13 },
  { name: "os", type: "string", kind: "optional", value: "", given: "opt" },
  { name: "oc", type: "config", kind: "optional", value: "", given: { ...CONFIG, inner: { depth: 1, note: "noted" } } },
];

/** The program that a list of choices describes. */
export function program(choices: readonly number[], name: string): Program {
  const tape = new Tape(choices);
  const nested: NestedPipeline[] = [];
  const parts: string[] = [];
  for (let index = tape.below(3); index > 0; index--) parts.push(nestedPipeline(tape, `${name}n${index}`, nested));
  const names = new Names();
  for (const { name, type, kind, min } of ROOT)
    names.add({ text: name, type, level: 2, absent: kind === "optional", ...(min !== undefined && { min }) });
  const absent = ROOT.filter(({ kind }) => kind !== "required" && tape.chance(50)).map(({ name }) => name);
  const body = new Body(tape, nested, 12);
  body.statements(names, 3 + tape.below(8), "  ", true);
  body.lines.push("  sink({ n: m });", `  ${returned(tape, body.returnable)}`);
  const pattern = ROOT.map(({ name, kind, value }) => (kind === "default" ? `${name} = ${value}` : name)).join(", ");
  const types = ROOT.map(({ name, type, kind }) => `${name}${kind === "required" ? "" : "?"}: ${TYPES[type]}`).join("; ");
  parts.push(`export const ${name} = pipeline(({ ${pattern} }: { ${types} }) => {\n${body.lines.join("\n")}\n});`);
  return {
    name,
    source: parts.join("\n"),
    given: Object.fromEntries(ROOT.flatMap(({ name, given }) => (absent.includes(name) ? [] : [[name, given]]))),
  };
}

/** What a root pipeline returns: outputs of tasks; its own inputs, fields and constants, which `keep` repeats. */
function returned(tape: Tape, returnable: readonly string[]): string {
  if (returnable.length > 0 && tape.chance(15)) return `return ${tape.pick(["m", "xs", "s"])};`;
  const values = Array.from({ length: tape.below(4) }, () =>
    tape.pick([...returnable, ...returnable, "m", "xs", "cfg", "cfg.lr", "cfg.inner.depth", "n", "2.5 as number", "LIMITS.sizes", "s"]),
  );
  return values.length === 0 ? "" : `return { ${values.map((value, index) => `out${index}: ${value}`).join(", ")} };`;
}

/** Declares a pipeline that is called by those after it. */
function nestedPipeline(tape: Tape, name: string, nested: NestedPipeline[]): string {
  const names = new Names();
  const kinds = (Object.keys(TYPES) as Type[]).filter(() => tape.chance(45));
  const inputs = kinds.map((type, index) => ({
    name: `${type}${index}`,
    type,
    kind: tape.pick(["required", "default", "optional"] as const),
  }));
  const defaults: Partial<Record<Type, string>> = { number: "9", string: '"d"', boolean: "true", numbers: "[1, 2]" };
  const parts: string[] = [];
  for (const { name, type, kind } of inputs) {
    const value = kind === "default" ? defaults[type] : undefined;
    parts.push(value === undefined ? name : `${name} = ${value}`);
    names.add({ text: name, type, level: 2, absent: kind !== "required" && value === undefined });
  }
  const body = new Body(tape, nested.slice(), 4);
  body.statements(names, 1 + tape.below(3), "  ");
  const outputs = Array.from({ length: 1 + tape.below(3) }, (_, index) => {
    const type = tape.pick(Object.keys(TYPES) as Type[]);
    const value = expression(type, body.want(names));
    return {
      name: `o${index}`,
      type,
      min: value.min,
      text: value.text,
      task: /^(num|whole|word|flag|list)\(/.test(value.text) && value.text.endsWith("})"),
    };
  });
  nested.push({ name, inputs: inputs.map(({ name, type, kind }) => ({ name, type, optional: kind !== "required" })), outputs, calls: 3 });
  const types = inputs.map(({ name, type, kind }) => `${name}${kind === "required" ? "" : "?"}: ${TYPES[type]}`).join("; ");
  const returns = outputs.map(({ name, text }) => `${name}: ${text}`).join(", ");
  const parameter = inputs.length > 0 ? `{ ${parts.join(", ")} }: { ${types} }` : "";
  return `const ${name} = pipeline((${parameter}) => {\n${body.lines.join("\n")}\n  sink({ n: 0 });\n  return { ${returns} };\n}, { name: "${name.replace(/^.*n/, "inner-")}" });`;
}
