/** What the bodies below use. JSX stands in a helper, since a pipeline's own file is no `.tsx`; so do the types of JSDoc, which only JavaScript has. */
export const LIBRARY = {
  "pipeline.ts": `import { component, pipeline, type Int } from "@typeline/dsl";
import * as view from "./view.tsx";
interface Inputs { name: string; list: string[] }
const use = component(async ({ s, n, f }: { s?: string; n?: number; f?: boolean }) => \`\${s} \${n} \${f}\`);
const tag = (parts: TemplateStringsArray, ...values: string[]): string => parts.join("") + values.join("");
const settings: { rate: number; slow?: boolean } = { rate: 1, slow: true };
const plain = <T>(value: T): T => value;
const first = (value: unknown): string => String(value);
declare const decorate: (target: unknown, context: ClassMemberDecoratorContext) => void;`,
  "view.tsx": `declare global {
  namespace JSX {
    interface Element { readonly tag: string }
    interface IntrinsicElements { h1: { id?: string; "a:b"?: string }; br: {} }
  }
}
declare const React: { Fragment: unknown };
export const JsxElement = (name: string) => String(<h1 id="x" {...{}}>Hello {name}</h1>);
export const JsxSelfClosingElement = () => String(<h1 a:b="x" />);
export const JsxFragment = () => String(<><br /></>);`,
  "words.js": `export function words(text) {
  /** @typedef {string[]} Words */
  return text.split(" ");
}`,
} as const;

/** A pipeline that holds every kind that is read. */
export const EVERYTHING = `
import { words } from "./words.js";
export const everything = pipeline(async ({ name, list }: Inputs) => {
  const nothing: any = null;
  interface Row { readonly n: number }
  type Rows = Row[];
  enum Speed { slow, fast = "fast" }
  let [a, , b = 3, ...rest]: any[] = [1, 2, , ...[4, 5]];
  const key = "c";
  let { a: x = 0 as any, ["c"]: c, ...others } = { a: 1, "b": 2, [key]: 3, d() { return 1; }, ...{ e: 5 } };
  const rows = <Rows>[{ n: a }] satisfies Rows as Rows;
  ;
  function twice(n: number, ...more: readonly number[]): number { return n * 2 + more.length; }
  const generic = plain<number>;
  [a, ...rest] = [rest[0], 7, 8];
  ({ a: x, c = 4 } = { a: 5, c });
  a = nothing!; a += 1, a -= 2; a *= 3; a **= 2; a /= 4; a %= 7; a <<= 2; a >>= 1; a >>>= 0; a &= 7; a |= 8; a ^= 3;
  let absent: any = undefined;
  absent ??= 1; absent &&= 2; absent ||= 3;
  x++; --x;
  use({ n: (a + x - c) * 2 ** 2 / 3 % 4 + (a << 1) + (a >> 1) + (a >>> 1) + (a & 1) + (a | 1) + (a ^ 1) + ~a });
  use({ f: a < 1 || a <= 2 && a > 3 || a >= 4 || a == 5 || a != 6 || a === 7 || a !== 8 || "e" in others || !true || false, s: nothing ?? \`x\` });
  use({ n: list.length, s: \`\${name} and \${list[0]} end\` });
  use({ s: typeof void 0, n: twice(rows[0]?.n ?? 1, ...rest), f: new Set([1]).has(1) });
  for (let i = 0; i < 3; i++) { if (i === 1) continue; use({ n: i }); }
  for (const n of [1, 2, 3]) { const f = () => n; if (n > 2) break; f(); }
  switch (Speed.slow) { case Speed.slow: use({ s: String(Speed.fast) }); break; default: break; }
  for (const s of words("a b")) use({ s });
  try { use({ n: generic(a ? 1 : 2) }); } catch { (function () { use({ n: b }); })(); }
  if (name === "") throw new Error("no name");
  const last = async () => await use({ s: name });
  return last();
});`;
