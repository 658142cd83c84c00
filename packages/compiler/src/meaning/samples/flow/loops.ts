import type { Block } from "./branches.ts";
import { condition } from "./conditions.ts";
import type { Kind, Made, Scope } from "./scope.ts";
import { callOf, use } from "./tasks.ts";
import { value } from "./values.ts";
import type { Writer } from "./writer.ts";

/** A list to loop over, and what its items are. */
interface Items {
  readonly text: string;
  readonly kind: "number" | "string" | "row" | "model";
  /** How long it is, is known. */
  readonly literal: boolean;
}

const LITERALS: readonly Items[] = [
  { text: "[1, 2, 3]", kind: "number", literal: true },
  { text: "[4]", kind: "number", literal: true },
  { text: '["p", "alpha"]', kind: "string", literal: true },
  {
    text: '[{ id: 1, tag: "alpha", sub: { on: true, xs: [1, 2] } }, { id: 2, tag: "b", sub: { on: false, xs: [3] } }] as Row[]',
    kind: "row",
    literal: true,
  },
];

function items(writer: Writer, scope: Scope): Items {
  const { tape } = writer;
  const lists = { numbers: "number", strings: "string", rows: "row", models: "model" } as const;
  const found = scope.find(tape, ({ kind, absent }) => Object.hasOwn(lists, kind) && !absent);
  const row = scope.of("row", tape);
  if (row && tape.chance(25)) return { text: `${row}.sub.xs`, kind: "number", literal: false };
  if (found && tape.chance(70)) return { text: found.text, kind: lists[found.kind as keyof typeof lists], literal: false };
  return tape.pick(LITERALS);
}

/** With a bound on how many run at once, now and then. */
const bounded = ({ text, literal }: Items, { tape }: Writer): string =>
  tape.chance(15)
    ? `parallel(${literal ? `(${text})` : text}, { limit: ${1 + tape.below(3)} })`
    : literal && text.includes(" as ")
      ? `(${text})`
      : text;

/** The parameter of a body, as a name or a pattern. */
function parameter({ kind }: Items, { tape }: Writer, outer: Scope, inner: Scope): string {
  const name = outer.fresh("i");
  if (kind === "row" && tape.chance(35)) {
    inner.add({ text: `${name}Id`, kind: "number" });
    inner.add({ text: `${name}Tag`, kind: "string" });
    inner.add({ text: `${name}Xs`, kind: "numbers" });
    return `{ id: ${name}Id, tag: ${name}Tag, sub: { xs: ${name}Xs } }`;
  }
  inner.add({ text: name, kind });
  if (kind === "row") {
    inner.add({ text: `${name}.id`, kind: "number" });
    inner.add({ text: `${name}.tag`, kind: "string" });
    inner.add({ text: `${name}.sub.on`, kind: "boolean" });
  }
  return name;
}

/** A body of a loop, in which there is at least one step. */
function working(writer: Writer, inner: Scope, block: Block): void {
  const before = writer.budget.calls;
  block(inner);
  if (writer.budget.calls === before) use(writer, inner);
}

/** `for (const x of xs)` and `xs.forEach`. */
export function loop(writer: Writer, scope: Scope, block: Block): void {
  const { tape } = writer;
  const list = items(writer, scope);
  const inner = scope.iteration();
  const pattern = parameter(list, writer, scope, inner);
  const each = tape.chance(25);
  writer.open(each ? `${bounded(list, writer)}.forEach((${pattern}) => {` : `for (const ${pattern} of ${bounded(list, writer)}) {`);
  if (!each && tape.chance(25)) writer.line(`if (${condition(writer, inner, 0)}) continue;`);
  working(writer, inner, block);
  writer.close(each ? "});" : "}");
}

/** What an iteration gives, and what the list of it is. */
const GATHERED: Partial<Readonly<Record<Kind, Kind>>> = {
  number: "numbers",
  string: "strings",
  model: "models",
  row: "rows",
  numbers: "grid",
};
const TYPES: Partial<Readonly<Record<Kind, string>>> = { number: "number[]", string: "string[]", model: "Model[]" };

/** `const g = xs.map((x) => …)` */
export function gather(writer: Writer, scope: Scope, block: Block): void {
  const { tape } = writer;
  const list = items(writer, scope);
  const inner = scope.iteration();
  const pattern = parameter(list, writer, scope, inner);
  const kind = tape.pick<Kind>(["number", "number", "model", "string", "numbers", ...(inner.of("row", tape) ? (["row"] as const) : [])]);
  const given = (): string => (kind === "row" ? inner.of("row", tape)! : value(kind as Made, writer, inner));
  const name = scope.fresh("g");
  const head = `const ${name} = ${bounded(list, writer)}.map((${pattern}`;
  if (tape.chance(40)) writer.line(`${head}) => ${kind === "row" ? given() : callOf(kind as Made, writer, inner)});`);
  else {
    const counted = list.literal && tape.chance(30);
    if (counted) inner.add({ text: `${name}i`, kind: "number" });
    writer.open(`${head}${counted ? `, ${name}i` : ""}) => {`);
    working(writer, inner, block);
    writer.line(`return ${given()};`);
    writer.close("});");
  }
  scope.add({ text: name, kind: GATHERED[kind]! });
}

/** `for (const x of xs) g.push(…)` */
export function collect(writer: Writer, scope: Scope, block: Block): void {
  const { tape } = writer;
  const list = items(writer, scope);
  const inner = scope.iteration();
  const kind = tape.pick<Made>(["number", "number", "model", "string"]);
  const name = scope.fresh("g");
  writer.line(`const ${name}: ${TYPES[kind]} = [];`);
  writer.open(`for (const ${parameter(list, writer, scope, inner)} of ${bounded(list, writer)}) {`);
  working(writer, inner, tape.chance(50) ? block : () => {});
  const pushed = `${name}.push(${value(kind, writer, inner)});`;
  writer.line(tape.chance(30) ? `if (${condition(writer, inner, 1)}) ${pushed}` : pushed);
  writer.close();
  scope.add({ text: name, kind: GATHERED[kind]! });
}

/** A loop whose length is known, over what is not: one body after the other. */
export function unrolled(writer: Writer, scope: Scope, block: Block): void {
  const { tape } = writer;
  const kind = tape.pick(["number", "string", "model"] as const);
  const [a, b] = [scope.of(kind, tape), scope.of(kind, tape)];
  if (a === undefined || b === undefined) return;
  const inner = scope.branch();
  const name = scope.fresh("i");
  inner.add({ text: name, kind });
  writer.open(`for (const ${name} of [${a}, ${b}]) {`);
  const before = writer.budget.calls;
  block(inner);
  writer.budget.calls -= before - writer.budget.calls;
  writer.close();
}
