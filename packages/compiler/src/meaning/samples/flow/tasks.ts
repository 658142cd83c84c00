import { call, callPack, callSink, callText } from "../calls.ts";
import { expression } from "../expressions.ts";
import type { Kind, Made, Scope } from "./scope.ts";
import type { Writer } from "./writer.ts";

const number = (writer: Writer, { names }: Scope): string => expression("number", writer.want(names)).text;
const string = (writer: Writer, { names }: Scope): string => expression("string", writer.want(names)).text;

/** `{ n: …, s: … }`, or less of it. */
function some(writer: Writer, scope: Scope): string {
  const parts = [
    ...(writer.tape.chance(70) ? [`n: ${number(writer, scope)}`] : []),
    ...(writer.tape.chance(30) ? [`s: ${string(writer, scope)}`] : []),
  ];
  return `{ ${parts.join(", ")} }`;
}

export const callFlag = (writer: Writer, scope: Scope): string => `flag({ s: ${string(writer, scope)} })`;

/** A step that may fail. */
export function callRisk(writer: Writer, scope: Scope): string {
  writer.budget.calls--;
  writer.budget.scattered++;
  return `risk(${some(writer, scope)})`;
}

/** A call of one bare result, as an expression. */
export function callOf(kind: Made, writer: Writer, scope: Scope): string {
  writer.budget.calls--;
  const { tape } = writer;
  switch (kind) {
    case "model": {
      const model = scope.of("model", tape);
      return model && tape.chance(60) ? `grow({ model: ${model}, n: ${number(writer, scope)} }).model` : `make(${some(writer, scope)})`;
    }
    case "rows":
      return `rows({ n: ${number(writer, scope)} })`;
    case "numbers":
      return tape.chance(50) ? `range(${some(writer, scope)})` : call(kind, writer.want(scope.names))!.text;
    default:
      return call(kind, writer.want(scope.names))!.text;
  }
}

/** A call whose result, or outputs, get names. */
export function task(writer: Writer, scope: Scope): void {
  const { tape, budget } = writer;
  if (budget.calls-- <= 0) return;
  const name = scope.fresh("t");
  const outputs = (text: string, kinds: Readonly<Record<string, Kind>>, min?: number): void => {
    writer.line(`const ${name} = ${text};`);
    for (const [output, kind] of Object.entries(kinds))
      scope.add({ text: output === "" ? name : `${name}.${output}`, kind }, min === undefined ? {} : { min });
  };
  const model = scope.of("model", tape);
  switch (tape.below(8)) {
    case 0:
      outputs(callText(writer.want(scope.names)), { text: "string", size: "number", ok: "boolean" });
      break;
    case 1:
      outputs(callPack(writer.want(scope.names)), { cfg: "config", rows: "numbers", words: "strings" }, 3);
      break;
    case 2:
      if (model) outputs(`grow({ model: ${model} })`, { model: "model", score: "number", good: "boolean" });
      else outputs(`make(${some(writer, scope)})`, { "": "model" });
      break;
    case 3:
      writer.line(`const { text: ${name}Text, size: ${name}Size } = ${callText(writer.want(scope.names))};`);
      scope.add({ text: `${name}Text`, kind: "string" });
      scope.add({ text: `${name}Size`, kind: "number" });
      break;
    default: {
      const kind = tape.pick<Made>(["number", "number", "string", "boolean", "numbers", "rows", "model"]);
      outputs(callOf(kind, writer, scope), { "": kind });
    }
  }
}

/** A call for its effect, with whatever is there. */
export function use(writer: Writer, scope: Scope): void {
  const { tape, budget } = writer;
  budget.calls--;
  const [model, models] = [scope.of("model", tape), scope.of("models", tape)];
  const [row, rows, grid] = [scope.of("row", tape), scope.of("rows", tape), scope.of("grid", tape)];
  const uses = [
    `${callSink(writer.want(scope.names))}`,
    ...(model ? [`look({ model: ${model}, s: ${string(writer, scope)} })`] : []),
    ...(models ? [`weigh({ models: ${models} })`, `weigh({ models: ${models}, n: ${number(writer, scope)} })`] : []),
    ...(models && model ? [`weigh({ models: [...${models}, ${model}] })`] : []),
    ...(row ? [`show({ row: ${row} })`] : []),
    ...(rows ? [`show({ rows: ${rows} })`] : []),
    ...(grid ? [`show({ grid: ${grid} })`] : []),
  ];
  writer.line(`${tape.pick(uses)};`);
}

const OBSERVERS: Readonly<Record<Kind, (text: string) => string>> = {
  number: (text) => `sink({ n: ${text} })`,
  string: (text) => `sink({ s: ${text} })`,
  boolean: (text) => `sink({ b: ${text} })`,
  numbers: (text) => `sink({ xs: ${text} })`,
  strings: (text) => `sink({ ss: ${text} })`,
  config: (text) => `sink({ cfg: ${text} })`,
  table: (text) => `sink({ table: ${text} })`,
  pair: (text) => `sink({ pair: ${text} })`,
  model: (text) => `look({ model: ${text} })`,
  models: (text) => `weigh({ models: ${text} })`,
  row: (text) => `show({ row: ${text} })`,
  rows: (text) => `show({ rows: ${text} })`,
  grid: (text) => `show({ grid: ${text} })`,
};

/** Hands what was declared last to a step, so that it is seen what it is worth. */
export function observe(writer: Writer, scope: Scope, count: number): void {
  for (const { kind, text } of scope.newest(count)) writer.line(`${OBSERVERS[kind](text)};`);
}
