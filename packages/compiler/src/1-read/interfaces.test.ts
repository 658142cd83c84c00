import { join } from "node:path";
import { expect, test } from "vitest";
import { describeType } from "../types/describe.ts";
import type { Interface, Port } from "../types/value-type.ts";
import { nodesOf, openFiles, readInterfaces, TSCONFIG } from "./samples/temporary-project.ts";
import { type CallExpression, SyntaxKind } from "./syntax.ts";

const ports = (list: readonly Port[]) => list.map(({ name, type, optional }) => `${name}${optional ? "?" : ""}: ${describeType(type)}`);
const write = (one: Interface | undefined) => one && { in: ports(one.inputs), out: ports(one.outputs), bare: one.bare };

/** The interface of one component that is free of problems. */
function read(source: string) {
  const { interfaces, problems } = readInterfaces(source);
  expect(problems).toEqual([]);
  return interfaces.map(write);
}

/** The inputs of a component with this parameter type. */
function inputs(type: string, declarations = ""): string[] | undefined {
  return read(`${declarations}\nexport const c = component(async (_: ${type}) => {});`)[0]?.in;
}

/** The outputs of a component that returns this expression. */
function outputs(expression: string, declarations = "") {
  const [one] = read(`${declarations}\nexport const c = component(async () => (${expression}));`);
  return one && { out: one.out, bare: one.bare };
}

function problemsOf(type: string, declarations = ""): string[] {
  const { problems } = readInterfaces(`${declarations}\nexport const c = component(async (_: ${type}) => {});`);
  return problems;
}

function problemsOfReturn(expression: string, declarations = "") {
  return readInterfaces(`${declarations}\nexport const c = component(async () => (${expression}));`).problems;
}

test("reads inputs and outputs with their optionality and their TSDoc", () => {
  const { interfaces, problems } = readInterfaces(`
    /** Fits. */
    export const train = component(async ({ data, epochs = 20, penalty = "l2" }: {
      /** Rows to fit {@link Dataset on}. */
      data: Dataset<number[]>;
      epochs?: Int;
      penalty?: "l2" | "l1";
    }) => {
      /** Not a port. */
      const accuracy = 0.5;
      return { model: Model.json([1]), /** How good it is. */ accuracy, metrics: Metrics.of({ auc: epochs }) };
    });`);
  expect(problems).toEqual([]);
  expect(interfaces[0]).toEqual({
    inputs: [
      { name: "data", type: { kind: "artifact", schemaTitle: "system.Dataset" }, optional: false, description: "Rows to fit on." },
      { name: "epochs", type: { kind: "number", integer: true }, optional: true },
      { name: "penalty", type: { kind: "string", literals: ["l1", "l2"] }, optional: true },
    ],
    outputs: [
      { name: "model", type: { kind: "artifact", schemaTitle: "system.Model" }, optional: false },
      { name: "accuracy", type: { kind: "number", integer: false }, optional: false, description: "How good it is." },
      {
        name: "metrics",
        type: {
          kind: "artifact",
          schemaTitle: "system.Metrics",
          metadata: { kind: "struct", fields: new Map([["auc", { type: { kind: "number", integer: true }, optional: false }]]) },
        },
        optional: false,
      },
    ],
    bare: false,
  });
});

test.each([
  ["string", "string"],
  ["number", "number"],
  ["Int", "Int"],
  ["boolean", "boolean"],
  ["true", "true"],
  ['"b" | "a"', '"a" | "b"'],
  ['"a" | (string & {})', "string"],
  ["string & { __brand: 1 }", "string"],
  ["10 | 9", "9 | 10"],
  ["Int | 3", "Int"],
  ["Memory", "string"],
  ["`run-${number}` | `x`", "string"],
  ["Uppercase<string>", "string"],
  ["number[]", "number[]"],
  ["readonly Int[]", "Int[]"],
  ["boolean[]", "boolean[]"],
  ["(string | number)[]", "(string | number)[]"],
  ["(number | null)[]", "(number | null)[]"],
  ["[string, number]", "[string, number]"],
  ["readonly [string, number?]", "[string, number?]"],
  ["[string, ...number[]]", "[string, ...number[]]"],
  ["Record<string, boolean>", "Record<string, boolean>"],
  ["{ [key: string]: { x: number } }", "Record<string, { x: number }>"],
  ["Record<'a' | 'b', number>", "{ a: number; b: number }"],
  ["Partial<{ a: number }>", "{ a?: number }"],
  ["{ a: number } & { b?: string }", "{ a: number; b?: string }"],
  ["{ a: number | null }", "{ a: number | null }"],
  ["{ a: number | string | undefined }", "{ a?: string | number }"],
  ["{ a: 1 } | { b: 2 }", "{ a: 1 } | { b: 2 }"],
  ["{}", "{}"],
  ["Dataset<number[]>", "Dataset"],
  ["Artifact", "Artifact"],
  ["Model[]", "Model[]"],
  ["readonly [Model, Model]", "Model[]"],
  ["Dataset<1> | Dataset<2>", "Dataset"],
  ["TaskStatus", "TaskStatus"],
])("reads an input of type %s", (type, expected) => {
  expect(inputs(`{ x: ${type} }`)).toEqual([`x: ${expected}`]);
});

test("reads string and number enums as their literals", () => {
  expect(
    inputs(
      "{ a: Color; b: Level; c: One; d: Color.Red }",
      "enum Color { Red = 'red', Blue = 'blue' } enum Level { Low, High } enum One { Only = 7 }",
    ),
  ).toEqual(['a: "blue" | "red"', "b: 0 | 1", "c: 7", 'd: "red"']);
});

test("a template-literal type becomes an anchored pattern", () => {
  const { interfaces } = readInterfaces(
    "export const c = component(async (_: { memory: Memory; run: `run-${number}.x` | 'none' }) => {});",
  );
  const [memory, run] = interfaces[0]!.inputs.map(({ type }) => new RegExp((type as { pattern: string }).pattern, "u"));
  expect(["2Gi", "512Mi", "1.5G", "7"].filter((text) => !memory!.test(text))).toEqual([]);
  expect(["Gi", "2gi", "2GiB", " 2Gi"].filter((text) => memory!.test(text))).toEqual([]);
  expect(["run-1.x", "none"].every((text) => run!.test(text))).toBe(true);
  expect(["run-1x", "nonesuch", "run-.x"].some((text) => run!.test(text))).toBe(false);
});

test("an interface, an alias, an intersection and a generic are inputs alike", () => {
  const declarations = "interface A { a: number } type B<T> = A & { b?: T };";
  expect(inputs("B<string>", declarations)).toEqual(["a: number", "b?: string"]);
  expect(inputs("{}")).toEqual([]);
});

test.each([
  ["1.5", { out: ["Output: number"], bare: true }],
  ["'x' as string", { out: ["Output: string"], bare: true }],
  ["true as boolean", { out: ["Output: boolean"], bare: true }],
  ["[1, 2]", { out: ["Output: number[]"], bare: true }],
  ["Dataset.json(1)", { out: ["Output: Dataset"], bare: true }],
  ["{} as Record<string, number>", { out: ["Output: Record<string, number>"], bare: true }],
  ["undefined", { out: [], bare: false }],
  ["(() => { throw new Error() })()", { out: [], bare: false }],
  ["{}", { out: [], bare: false }],
  ["{ a: 1, b: 'x' as const }", { out: ["a: number", 'b: "x"'], bare: false }],
  ["new Index()", { out: ["Output: acme.Index"], bare: true }],
])("a component that returns %s has these outputs", (expression, expected) => {
  expect(outputs(expression, "class Index extends artifact('acme.Index')<string[]> {}")).toEqual(expected);
});

test("a pipeline may take and return lists of artifacts, and what a call gave", () => {
  const interfaces = read(`
    const load = component(async ({ n }: { n: number }) => ({ data: Dataset.json(n), size: n }));
    const nothing = component(async () => {});
    const count = component(async () => 1);
    export const whole = pipeline(() => load({ n: 1 }));
    export const parts = pipeline(({ extra }: { extra: Dataset[] }) => ({ all: [1, 2].map((n) => load({ n }).data), extra, one: count() }));
    export const empty = pipeline(() => { nothing(); });
    export const bare = pipeline(() => count());`);
  expect(interfaces.slice(3)).toEqual([
    { in: [], out: ["data: Dataset", "size: number"], bare: false },
    { in: ["extra: Dataset[]"], out: ["all: Dataset[]", "extra: Dataset[]", "one: number"], bare: false },
    { in: [], out: [], bare: false },
    { in: [], out: ["Output: number"], bare: true },
  ]);
});

test("type arguments of a container are its interface", () => {
  expect(
    read(
      "export const c = container<{ text: Dataset; top?: Int }, { counts: Dataset; total: Int }>(() => ({ image: 'a', command: ['b'] }));",
    ),
  ).toEqual([{ in: ["text: Dataset", "top?: Int"], out: ["counts: Dataset", "total: Int"], bare: false }]);
});

test("recursive types have a name and an end", () => {
  const declarations = `
    type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
    interface Tree { value: number; children: Tree[]; parent?: Tree }
    type Nested = Nested[];`;
  const { interfaces, problems } = readInterfaces(
    `${declarations}\nexport const c = component(async (_: { json: { of: Json }; tree: Tree; nested: { of: Nested } }) => {});`,
  );
  expect(problems).toEqual([]);
  const [json, tree, nested] = interfaces[0]!.inputs.map(({ type }) => type);
  expect(describeType(json!)).toBe("{ of: string | number | boolean | Json[] | Record<string, J…");
  expect(describeType(tree!)).toBe("{ value: number; children: Tree[]; parent?: Tree }");
  expect(describeType(nested!)).toBe("{ of: Nested[] }");
  const children = tree!.kind === "struct" && tree.fields.get("children")!.type;
  const mention = children && children.kind === "list" && children.element;
  expect(mention && mention.kind === "recursive" && mention.target).toBe(tree);
});

test("a type that grows with each mention of itself is refused", () => {
  expect(problemsOf("{ box: Box<number> }", "interface Box<T> { value: T; next?: Box<T[]> }")).toEqual([
    expect.stringMatching(/^TL1109 .* `box\.next\.next\..*` has a type without an end: `Box</),
  ]);
});

test("types that share parts many times over are read in no time", () => {
  const levels = Array.from({ length: 30 }, (_, n) => `interface L${n} { left: L${n + 1}; right: L${n + 1} }`).join("\n");
  const start = performance.now();
  expect(inputs("{ x: L0 }", `${levels}\ninterface L30 { leaf: number }`)?.[0]).toMatch(/^x: \{ left: /);
  expect(performance.now() - start).toBeLessThan(5000);
});

test("a type with 500 properties is read whole", () => {
  const properties = Array.from({ length: 500 }, (_, n) => `/** Number ${n}. */ p${n}: ${n % 2 ? "number" : "string | undefined"};`).join(
    " ",
  );
  const { interfaces } = readInterfaces(`export const c = component(async (_: { big: { ${properties} } }) => {});`);
  const { type } = interfaces[0]!.inputs[0]!;
  const fields = type.kind === "struct" ? type.fields : new Map();
  expect(fields.size).toBe(500);
  expect(fields.get("p499")).toEqual({ type: { kind: "number", integer: false }, optional: false, description: "Number 499." });
});

test("names that JavaScript's objects have are names like any other", () => {
  const { interfaces, problems } = readInterfaces(
    "export const c = component(async (_: { __proto__: string; constructor: number; toString: boolean; x: { __proto__: number; hasOwnProperty: string } }) => {});",
  );
  expect(problems).toEqual([]);
  expect(interfaces[0]!.inputs.map(({ name }) => name)).toEqual(["__proto__", "constructor", "toString", "x"]);
  const { type } = interfaces[0]!.inputs[3]!;
  expect(type.kind === "struct" && [...type.fields.keys()]).toEqual(["__proto__", "hasOwnProperty"]);
});

test.each([
  ["Date", "TL1101", "`x` is a `Date`, which cannot travel between tasks."],
  ["Map<string, number>", "TL1101", "`x` is a `Map`, which cannot travel between tasks."],
  ["Set<string>", "TL1101", "`x` is a `Set`, which cannot travel between tasks."],
  ["Uint8Array", "TL1101", "`x` is a `Uint8Array`, which cannot travel between tasks."],
  ["bigint", "TL1101", "`x` is a `bigint`, which cannot travel between tasks."],
  ["symbol", "TL1101", "`x` is a `symbol`, which cannot travel between tasks."],
  ["object", "TL1101", "`x` is an `object` of unknown properties, which cannot travel between tasks."],
  ["() => void", "TL1101", "`x` is a function, which cannot travel between tasks."],
  ["never", "TL1101", "`x` is `never`, which cannot travel between tasks."],
  ["undefined", "TL1101", "`x` is `undefined`, which cannot travel between tasks."],
  ["Own", "TL1101", "`x` is an instance of the class `Own`, which cannot travel between tasks."],
  ["{ a: { f(): void } }", "TL1101", "`x.a.f` is a function, which cannot travel between tasks."],
  ["{ layers: { at: Date }[] }", "TL1101", "`x.layers[].at` is a `Date`, which cannot travel between tasks."],
  ['{ "a-b": Record<string, Date> }', "TL1101", '`x["a-b"][string]` is a `Date`, which cannot travel between tasks.'],
  ["[number, Date]", "TL1101", "`x[1]` is a `Date`, which cannot travel between tasks."],
  ["any", "TL1100", "`x` is `any`: the type of its values is not known."],
  ["{ a?: unknown }", "TL1100", "`x.a` is `unknown`: the type of its values is not known."],
  ["any[]", "TL1100", "`x[]` is `any`: the type of its values is not known."],
  ["number | string", "TL1102", "`x` may be `string` or `number`: the IR has no type for that."],
  ["number | number[]", "TL1102", "`x` may be `number` or `number[]`: the IR has no type for that."],
  ["Model | Dataset", "TL1102", "`x` may be `Dataset` or `Model`: the IR has no type for that."],
  ["(Model | Dataset)[]", "TL1102", "`x[]` may be `Dataset` or `Model`: the IR has no type for that."],
  ["Model | Model[]", "TL1102", "`x` may be `Model` or `Model[]`: the IR has no type for that."],
  ["number | null", "TL1103", "`x` may be `null`, which an input or output cannot be."],
  ["{ m: Model }", "TL1105", "`x.m` is an artifact inside a parameter."],
  ["Model[][]", "TL1105", "`x[][]` is an artifact inside a parameter."],
  ["[number, Model]", "TL1105", "`x` is an artifact inside a parameter."],
  ["Promise<number>", "TL1107", "`x` is a promise."],
  ["(number | undefined)[]", "TL1110", "`x[]` may be `undefined` inside a list."],
])("refuses an input of type %s", (type, code, message) => {
  const [problem, ...others] = problemsOf(`{ x: ${type} }`, "class Own { a = 1 }");
  expect(others).toEqual([]);
  expect(problem?.replace(/ at ["\w-]+:/, "")).toBe(`${code} ${message}`);
});

test("what `JSON.parse` gave is refused with what to write", () => {
  expect(problemsOfReturn("JSON.parse('1')")).toEqual(["TL1100 at c: `c()` is `any`: the type of its values is not known."]);
});

test.each([
  [
    "Record<string, number>",
    "TL1111 at c: The inputs of `c` are `Record<string, number>`, where an object type with named properties is needed.",
  ],
  ["any", "TL1111 at c: The inputs of `c` are `any`, where an object type with named properties is needed."],
  ["number[]", "TL1111 at c: The inputs of `c` are `number[]`, where an object type with named properties is needed."],
  [
    "{ a: 1 } | { b: 2 }",
    "TL1111 at c: The inputs of `c` are `{ a: 1; } | { b: 2; }`, where an object type with named properties is needed.",
  ],
  ["Model", "TL1111 at c: The inputs of `c` are `Model<any>`, where an object type with named properties is needed."],
])("refuses %s as all inputs", (type, problem) => {
  expect(problemsOf(type)).toEqual([problem]);
});

test.each([
  ["{ a: undefined as number | undefined }", "TL1104 at a: The output `a` may be missing."],
  ["{} as { a?: number }", "TL1104 at a: The output `a` may be missing."],
  ["{ a: [Model.json(1)] }", "TL1106 at a: The output `a` of the component `c` is a list of artifacts."],
  ["[Model.json(1)]", "TL1106 at c: The output `c()` of the component `c` is a list of artifacts."],
  ["{ a: Promise.resolve(1) }", "TL1107 at a: `a` is a promise."],
  ["1 as number | undefined", "TL1114 at c: `c` may return nothing."],
  ["{ a: 1 } as { a: number } | { b: number }", "TL1113 at c: `c` returns objects of different shapes, or an object or something else."],
  ["1 as number | { b: number }", "TL1113 at c: `c` returns objects of different shapes, or an object or something else."],
  ["1 as number | string", "TL1102 at c: `c()` may be `string` or `number`: the IR has no type for that."],
  ["null", "TL1103 at c: `c()` may be `null`, which an input or output cannot be."],
  [
    "{ a: 1 } as { a: number; [k: string]: number }",
    "TL1112 at c: The outputs of `c` are `{ [k: string]: number; a: number; }`: some are named and some are not.",
  ],
  ["new Date()", "TL1101 at c: `c()` is a `Date`, which cannot travel between tasks."],
  ["{ a: {} as TaskStatus }", "TL1116 at a: The output `a` is a `TaskStatus`, which can only be an input."],
])("refuses a component that returns %s", (expression, problem) => {
  expect(problemsOfReturn(expression)).toEqual([problem]);
});

test.each([
  ['"my-in"', "it has more than letters, digits and `_`"],
  ["größe", "it has more than letters, digits and `_`"],
  ['"a b"', "it has more than letters, digits and `_`"],
  ['"1st"', "it starts with a digit"],
  ["$a", "it has more than letters, digits and `_`"],
  ["Output", "KFP keeps it for the value that a component returns"],
])("refuses %s as the name of an input", (name, reason) => {
  expect(problemsOf(`{ ${name}: number }`)).toEqual([
    `TL1115 at ${name}: \`${name.replaceAll('"', "")}\` cannot be the name of an input: ${reason}.`,
  ]);
});

test("one mistake in a type that several components share is reported once, at its declaration", () => {
  const { problems, interfaces } = readInterfaces(`interface Row { at: Date; other: Set<string> }
export const a = component(async (_: { rows: Row[] }) => 1);
export const b = component(async (_: { rows: Row[]; more: Row }) => 2);`);
  expect(problems).toEqual([
    "TL1101 at at: `rows[].at` is a `Date`, which cannot travel between tasks.",
    "TL1101 at other: `rows[].other` is a `Set`, which cannot travel between tasks.",
  ]);
  expect(interfaces).toEqual([undefined, undefined]);
});

test("a mistake in a library's type is reported at the property of one's own", () => {
  expect(problemsOf("{ options: Intl.NumberFormatOptions; format: Intl.NumberFormat }")).toEqual([
    "TL1101 at format: `format` is a `NumberFormat`, which cannot travel between tasks.",
  ]);
});

test("an open type is refused", () => {
  const { problems } = readInterfaces("export const make = <T,>() => component(async (_: { x: T }) => {});");
  expect(problems).toEqual(["TL1108 at x: `x` is of the open type `T`."]);
});

test("optional properties are optional, however strict the project is about `undefined`", () => {
  const settings = JSON.parse(TSCONFIG);
  for (const more of [{ exactOptionalPropertyTypes: true }, { strict: false }]) {
    const { program, root } = openFiles({
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...settings.compilerOptions, ...more } }),
      "c.ts": `import { component } from "@typeline/dsl"; export const c = component(async (_: { a?: number; b?: { c?: string } }) => {});`,
    });
    const calls = nodesOf(program, join(root, "c.ts"), ({ kind }) => kind === SyntaxKind.CallExpression);
    expect(program.interfacesOf(calls, () => {}).map(write)).toEqual([{ in: ["a?: number", "b?: { c?: string }"], out: [], bare: false }]);
  }
});

/** A module of calls `f(argument)`, with each first argument. */
function argumentsIn(source: string) {
  const { program, root, diagnostics } = openFiles({
    "c.ts": `import { artifact, Artifact, Dataset, Metrics, Model } from "@typeline/dsl"; declare function f(x: unknown): void;\n${source}`,
  });
  const calls = nodesOf(program, join(root, "c.ts"), (node) => node.kind === SyntaxKind.CallExpression && node.getText().startsWith("f("));
  return { program, diagnostics, nodes: calls.map((call) => (call as CallExpression).arguments[0]!) };
}

test("what a function returns is read as outputs, promises unwrapped and what may be missing told", () => {
  const { program, diagnostics, nodes } = argumentsIn(`
    f(() => 1); f(async () => ({ a: 1, b: "x" as string | undefined })); f(() => Promise.resolve([true]));
    f(() => {}); f(() => Model.json(1)); f(() => ({ when: new Date() }));`);
  const outputs = nodes.map((node) => program.outputsOf(node, (diagnostic) => diagnostics.push(diagnostic)));
  expect(outputs.map((one) => one && { out: ports(one.outputs), bare: one.bare })).toEqual([
    { out: ["Output: number"], bare: true },
    { out: ["a: number", "b?: string"], bare: false },
    { out: ["Output: boolean[]"], bare: true },
    { out: [], bare: false },
    { out: ["Output: Model"], bare: true },
    undefined,
  ]);
  expect(diagnostics.map(({ code, location }) => `${code} ${location?.line}`)).toEqual(["TL1101 4"]);
});

test("artifact classes are known by their brand", () => {
  const { program, nodes } = argumentsIn(`
    class Index extends artifact("acme.Index")<string[]> {} class Sub extends Index {} class Own {}
    f(Dataset); f(Dataset<number[]>); f(Metrics<{ auc: number }>); f(Index); f(Sub); f(Artifact); f(Own); f(1); f(artifact("a.B"));`);
  expect(nodes.map((node) => program.artifactClass(node)?.schemaTitle)).toEqual([
    "system.Dataset",
    "system.Dataset",
    "system.Metrics",
    "acme.Index",
    "acme.Index",
    "system.Artifact",
    undefined,
    undefined,
    "a.B",
  ]);
});
