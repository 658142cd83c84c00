import { createHash } from "node:crypto";
import { sorted } from "./json.ts";

/** What all generated bodies share: types, constants, helpers and the components, whose work is done by {@link stub}. */
export const LIBRARY = `import { component, compute, Model, parallel, pipeline, taskStatus, type Int, type TaskStatus } from "@typeline/dsl";

declare function stub(name: string, inputs: object): any;

interface Inner { depth: number; note?: string }
interface Config { lr: number; name: string; on: boolean; tags: string[]; inner: Inner; opt?: number; nil: number | null }
type Table = Record<string, number>;
type Pair = [number, string];

enum Level { Low = 1, High = 7 }
enum Color { Red = "red", Blue = "blue" }
const LIMITS = { rate: 0.25, sizes: [3, 5, 8], names: ["x", "y z"], deep: { flag: true, text: "{{$}} é" } };
const [FIRST, ...OTHERS] = LIMITS.sizes;
const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
const add = (a: number, b = 2): number => a + b;
const both = (a: number, b: number) => ({ sum: a + b, least: Math.min(a, b) });
function twice(value: number, change: (value: number) => number): number {
  const once = change(value);
  return change(once);
}
const label = (text: string, ...more: number[]): string => \`\${text}:\${more.length}\`;

const num = component(({ a, b = 4, c }: { a: number; b?: number; c?: number }): number => stub("num", { a, b, c }));
const whole = component(({ n }: { n: number }): Int => stub("whole", { n }));
const flag = component(({ s, b }: { s: string; b?: boolean }): boolean => stub("flag", { s, b }));
const word = component(({ s, b = true }: { s: string; b?: boolean }): string => stub("word", { s, b }));
const text = component(({ s, n, xs }: { s: string; n?: number; xs?: number[] }): { text: string; size: number; ok: boolean } => stub("text", { s, n, xs }));
const list = component(({ xs, n = 1 }: { xs: number[]; n?: number }): number[] => stub("list", { xs, n }));
const pack = component(({ cfg, table, pair }: { cfg: Config; table?: Table; pair?: Pair }): { cfg: Config; rows: number[]; words: string[]; table: Table; pair: Pair } => stub("pack", { cfg, table, pair }));
const sink = component(({ n, s, b, xs, ss, cfg, table, pair, cfgs }: { n?: number; s?: string; b?: boolean; xs?: number[]; ss?: string[]; cfg?: Config; table?: Table; pair?: Pair; cfgs?: Config[] }): void => stub("sink", { n, s, b, xs, ss, cfg, table, pair, cfgs }));
const fuse = component((all: { text: string; size: number; ok: boolean }): number => stub("fuse", all));
`;

/** Does the work of the library's components: told its name and what it was given. */
export type Stub = (name: string, received: object) => unknown;

/** What the gates of generated bodies say: `throw new Error("reached")`. */
export const GATE = "reached";

/** A stub that fails, as a component's own code does. */
export class StubFailed extends Error {
  /** By which it is known when a container has written it to its log. */
  static readonly mark = "this stub fails";
  constructor() {
    super(StubFailed.mark);
  }
}

/** What a stub gives, by its name and what it is given: the same for the same, and lists of at least three items. */
export function answer(name: string, inputs: object): unknown {
  const digest = createHash("sha256")
    .update(name)
    .update(JSON.stringify(sorted(inputs)))
    .digest();
  const number = (at: number): number => (digest.readInt16BE(at) % 200) / 4;
  const word = (at: number): string => ["", "alpha", "Beta-2", "o'x\"", "ü🙈", "12", " pad ", "a,b,c"][digest[at]! % 8]!;
  const config = (at: number) => ({
    lr: number(at),
    name: word(at),
    on: digest[at]! % 2 === 0,
    tags: [word(at + 1), word(at + 2), "tag"],
    inner: { depth: number(at + 2), ...(digest[at]! % 3 > 0 && { note: word(at + 3) }) },
    ...(digest[at]! % 5 > 1 && { opt: number(at + 3) }),
    nil: digest[at]! % 3 === 0 ? null : number(at + 4),
  });
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: number(2 * at),
      tag: word(at),
      sub: { on: digest[at]! % 2 === 0, xs: [1, number(at + 8)].slice(0, digest[at + 3]! % 3) },
    }));
  switch (name) {
    case "num":
    case "fuse":
      return number(0);
    case "whole":
      return digest.readInt16BE(0);
    case "flag":
      return digest[0]! % 2 === 0;
    case "word":
      return word(0);
    case "text":
      return { text: word(0), size: number(2), ok: digest[1]! % 2 === 0 };
    case "list":
      return [number(0), number(2), number(4), ...(digest[9]! % 2 === 0 ? [number(6)] : [])];
    case "pack":
      return {
        cfg: config(0),
        rows: [number(0), number(2), number(4)],
        words: [word(5), word(6), word(7)],
        table: { a: number(8), b: number(10), ...(digest[9]! % 2 === 0 && { "c d": number(12) }) },
        pair: [number(14), word(14)],
      };
    case "make":
    case "grow":
      return { text: digest.toString("hex", 0, 6), score: number(0), good: digest[0]! % 2 === 0 };
    case "weigh":
    case "show":
      return number(0);
    case "rows":
      return rows(digest[9]! % 4);
    case "range":
      return [number(0), 2, number(4)].slice(0, digest[9]! % 4);
    case "risk":
      if (digest[0]! % 3 === 0) throw new StubFailed();
      return number(2);
    case "sink":
    case "look":
    case "tell":
      return undefined;
    default:
      throw new Error(`there is no stub of the name ${name}`);
  }
}
