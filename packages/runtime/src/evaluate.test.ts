import fc from "fast-check";
import { expect, test } from "vitest";
import type { Assembly, Json } from "./assembly.ts";
import { evaluate, type Leaves } from "./evaluate.ts";
import { pureCalls, pureMethods } from "./pure.ts";

const parameters: Record<string, Json> = { n: 3, text: "a-b", yes: true, list: [1, "a", [2]], cfg: { a: 1, b: { a: "x" } } };
const leaves: Leaves = { parameter: (name) => parameters[name], artifact: () => undefined };
const build = (node: Assembly): unknown => evaluate(node, leaves);

/** The source text that an assembly was made of. */
function print(node: Assembly): string {
  const list = (nodes: readonly Assembly[]) => nodes.map(print).join(", ");
  // Without parentheses around a receiver that is a chain itself: they would end what `?.` skips.
  const receiver = (of: Assembly) => ("field" in of || "method" in of ? print(of) : `(${print(of)})`);
  if ("value" in node) return `(${JSON.stringify(node.value)})`;
  if ("undefined" in node) return "undefined";
  if ("p" in node) return `p.${node.p}`;
  if ("text" in node) return `\`${node.text.map((part) => `\${${print(part)}}`).join("")}\``;
  if ("list" in node) return `[${node.list.map((item) => ("spread" in item ? `...${print(item.spread)}` : print(item))).join(", ")}]`;
  if ("object" in node) {
    return `({${node.object.map((member) => ("spread" in member ? `...${print(member.spread)}` : `[${JSON.stringify(member[0])}]: ${print(member[1])}`)).join(", ")}})`;
  }
  if ("field" in node) return `${receiver(node.field[0])}${node.optional ? "?." : ""}[${print(node.field[1])}]`;
  if ("or" in node) return `(${print(node.or[0])} ?? ${print(node.or[1])})`;
  if ("and" in node) return `(${print(node.and[0])} && ${print(node.and[1])})`;
  if ("either" in node) return `(${print(node.either[0])} || ${print(node.either[1])})`;
  if ("if" in node) return `(${print(node.if[0])} ? ${print(node.if[1])} : ${print(node.if[2])})`;
  if ("unary" in node) return `(${node.unary[0]} (${print(node.unary[1])}))`;
  if ("binary" in node) return `((${print(node.binary[0])}) ${node.binary[1]} (${print(node.binary[2])}))`;
  if ("call" in node) return `${node.call[0]}(${list(node.call.slice(1) as Assembly[])})`;
  if ("method" in node) {
    return `${receiver(node.method[1])}${node.optional ? "?" : ""}.${node.method[0]}(${list(node.method.slice(2) as Assembly[])})`;
  }
  throw new Error(`cannot print ${JSON.stringify(node)}`);
}

// What can be made to allocate without bound stays out of the random expressions, and is tested by example.
const unbounded = ["repeat", "padStart", "padEnd", "Array.from"];
const operators = "+ - * / % ** == != === !== < <= > >= & | ^ << >> >>> in".split(" ");
const json = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, -1, 2, 0.5, 10, "", "a", "b", "1", " a-B ", "é😀"),
  fc.constantFrom<Json>([], [1, 2, 3], ["a", "b"], [[1], [2, [3]]], {}, { a: 1 }, { a: { b: 2 } }).map((value) => structuredClone(value)),
);
const { node } = fc.letrec<{ node: Assembly }>((tie) => {
  const inner = tie("node");
  const optional = fc.constantFrom({}, { optional: true as const });
  const spread = fc.record({ spread: inner });
  const key = fc.constantFrom<Assembly>(...["a", "b", "0", "1", "length", 0, 1, -1].map((value) => ({ value })));
  const several = fc.array(inner, { maxLength: 3 });
  return {
    node: fc.oneof(
      { maxDepth: 5, depthSize: "medium" },
      { arbitrary: fc.record({ value: json }), weight: 3 },
      { arbitrary: fc.constantFrom(...Object.keys(parameters), "absent").map((p) => ({ p })), weight: 3 },
      fc.constant({ undefined: true as const }),
      several.map((text) => ({ text })),
      fc.array(fc.oneof(inner, spread), { maxLength: 3 }).map((list) => ({ list })),
      fc.array(fc.oneof(fc.tuple(fc.constantFrom("a", "b", "c d"), inner), spread), { maxLength: 3 }).map((object) => ({ object })),
      fc.tuple(inner, key, optional).map(([of, name, maybe]) => ({ field: [of, name] as const, ...maybe })),
      fc.tuple(inner, inner).map((or) => ({ or })),
      fc.tuple(inner, inner).map((and) => ({ and })),
      fc.tuple(inner, inner).map((either) => ({ either })),
      fc.tuple(inner, inner, inner).map((branches) => ({ if: branches })),
      fc.tuple(fc.constantFrom("-", "+", "!", "~", "typeof"), inner).map((unary) => ({ unary })),
      fc.tuple(inner, fc.constantFrom(...operators), inner).map((binary) => ({ binary })),
      fc
        .tuple(fc.constantFrom(...[...pureCalls].filter((name) => !unbounded.includes(name))), several)
        .map(([name, args]) => ({ call: [name, ...args] as const })),
      fc
        .tuple(fc.constantFrom(...[...pureMethods.keys()].filter((name) => !unbounded.includes(name))), inner, several, optional)
        .map(([name, of, args, maybe]) => ({ method: [name, of, ...args] as const, ...maybe })),
    ),
  };
});

type Outcome = { readonly value: unknown } | { readonly error: string };
function outcome(work: () => unknown): Outcome {
  try {
    return { value: work() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

test("an assembly has the value of the expression that it was made of", () => {
  let compared = 0;
  fc.assert(
    fc.property(node, (assembly) => {
      const ours = outcome(() => build(assembly));
      if ("error" in ours && ours.error.includes("is no pure method")) return; // `({}).toString()`: refused on purpose
      const theirs = outcome(() => new Function("p", `return ${print(assembly)};`)(parameters));
      expect("error" in ours).toBe("error" in theirs);
      if ("value" in theirs) expect(ours).toStrictEqual(theirs);
      if ("value" in theirs) compared++;
    }),
    { numRuns: 5000 },
  );
  expect(compared).toBeGreaterThan(1000);
});

test.each<[Assembly, unknown]>([
  [{ method: ["repeat", { p: "text" }, { value: 2 }] }, "a-ba-b"],
  [{ method: ["padStart", { text: [{ p: "n" }] }, { value: 3 }, { value: "0" }] }, "003"],
  [{ method: ["padEnd", { value: "a" }, { value: 3 }] }, "a  "],
  [{ call: ["Array.from", { object: [["length", { value: 2 }]] }] }, [undefined, undefined]],
  [{ field: [{ field: [{ p: "absent" }, { value: "a" }], optional: true }, { value: "b" }] }, undefined],
  [{ method: ["trim", { field: [{ p: "absent" }, { value: "a" }], optional: true }] }, undefined],
])("%j", (assembly, value) => {
  expect(build(assembly)).toStrictEqual(value);
});

test("a field of what is absent fails as in JavaScript", () => {
  expect(() => build({ field: [{ p: "absent" }, { value: "a" }] })).toThrow("Cannot read properties of undefined (reading 'a')");
});

test("names of prototypes are names like others", () => {
  const keys = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  for (const key of keys) {
    expect(build({ field: [{ value: {} }, { value: key }] })).toBeUndefined();
    expect(build({ field: [{ p: "list" }, { value: key }] })).toBeUndefined();
    expect(build({ binary: [{ value: key }, "in", { value: {} }] })).toBe(false);
    const made = build({ object: [[key, { value: { polluted: true } }]] }) as object;
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.keys(made)).toEqual([key]);
    const spread = build({ object: [{ spread: { value: JSON.parse(`{"${key}":1}`) } }] }) as object;
    expect(Object.entries(spread)).toEqual([[key, 1]]);
  }
  expect("polluted" in {}).toBe(false);
});

test("only pure built-ins can be reached", () => {
  for (const name of ["eval", "Function", "Math.random", "Math.constructor", "process.exit", "Object.assign", "constructor", "__proto__"]) {
    expect(() => build({ call: [name, { value: "1" }] })).toThrow("which is no pure built-in");
  }
  expect(() => build({ method: ["constructor", { value: "" }] })).toThrow(TypeError);
  expect(() => build({ method: ["push", { p: "list" }, { value: 1 }] })).toThrow(
    "an argument calls push of a value of type list, which is no pure method",
  );
  expect(() => build({ method: ["toString", { value: {} }] })).toThrow(
    "an argument calls toString of a value of type object, which is no pure method",
  );
  expect(() => build({ unary: ["constructor", { value: 1 }] })).toThrow("an operator that there is not: constructor");
  expect(() => build({ future: 1 } as never)).toThrow("a node that this version does not know");
});

test("every listed built-in exists, on every receiver that it is listed for", () => {
  for (const name of pureCalls) {
    const [space, member] = name.split(".") as [string, string?];
    const owner = (globalThis as Record<string, any>)[space];
    expect(typeof (member === undefined ? owner : owner[member]), name).toBe("function");
  }
  const examples: Record<string, any> = { string: "a", number: 1, boolean: true, list: [] };
  for (const [name, receivers] of pureMethods)
    for (const receiver of receivers) expect(typeof examples[receiver][name], name).toBe("function");
});
