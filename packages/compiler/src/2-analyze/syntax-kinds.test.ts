import { join } from "node:path";
import { expect, test } from "vitest";
import { nodesOf, openFiles, TSCONFIG, temporaryProject } from "../1-read/samples/temporary-project.ts";
import { type Node, SyntaxKind } from "../1-read/syntax.ts";
import { compile } from "../index.ts";
import { EVERYTHING, LIBRARY } from "./samples/syntax-kinds.ts";
import { APART, LOWERED, REFUSED, REFUSED_WITH } from "./syntax-kinds.ts";

/** Every kind under its own name: TypeScript's list has further names for the ends of ranges. */
const kinds = new Map<SyntaxKind, string>();
for (const [name, kind] of Object.entries(SyntaxKind)) {
  if (typeof kind === "number" && kind !== SyntaxKind.Count && !kinds.has(kind)) kinds.set(kind, name);
}

const flat = (table: Iterable<readonly SyntaxKind[]>): SyntaxKind[] => [...table].flat();
const lowered = flat(Object.values(LOWERED));
const refused = [...REFUSED.keys(), ...flat(REFUSED_WITH.values())];

test("every kind of syntax is read, refused, or cannot stand in a pipeline, and is only one of these", () => {
  const settled = [...lowered, ...refused, ...flat(Object.values(APART))];
  const counted = [...kinds].map(([kind, name]) => [name, settled.filter((one) => one === kind).length] as const);
  expect(counted.filter(([, count]) => count !== 1)).toEqual([]);
  expect(settled.filter((kind) => !kinds.has(kind))).toEqual([]);
});

interface Refused {
  /** Statements of a body that has the inputs \`name\` and \`list\`. */
  readonly body: string;
  readonly code: string;
  /** The text that the diagnostic points at; of several lines the first. */
  readonly at: string;
}

/** A body for each kind of syntax that is refused, named after it. */
const BODIES: Readonly<Record<string, Refused>> = {
  RegularExpressionLiteral: { body: 'use({ s: name.replace(/a+/g, "b") });', code: "TL2301", at: "/a+/g" },
  TaggedTemplateExpression: { body: "use({ s: tag`a ${name}` });", code: "TL2302", at: "tag`a ${name}`" },
  DeleteExpression: { body: "delete settings.slow;", code: "TL2303", at: "delete settings.slow" },
  LabeledStatement: { body: "outer: for (const x of [1, 2]) { if (x > 1) break outer; }", code: "TL2304", at: "outer" },
  DebuggerStatement: { body: "debugger;", code: "TL2305", at: "debugger;" },
  ClassDeclaration: {
    body: `class Trial extends Object {
      #rate = 0.1;
      static { Trial.name; }
      @decorate half() { return this.#rate / 2; }
      constructor() { super(); };
    }
    use({ n: new Trial().half() });`,
    code: "TL2306",
    at: "class",
  },
  ClassExpression: { body: "const Trial = class { rate = 1 };\nuse({ n: new Trial().rate });", code: "TL2306", at: "class" },
  YieldExpression: { body: "function* rates() { yield 1; }\nfor (const n of rates()) use({ n });", code: "TL2307", at: "rates()" },
  ImportKeyword: { body: 'import("./view.tsx");', code: "TL2308", at: 'import("./view.tsx")' },
  MetaProperty: { body: "use({ s: first(import.meta) });", code: "TL2309", at: "import.meta" },
  NewTarget: { body: "function rate() { return first(new.target); }\nuse({ s: rate() });", code: "TL2313", at: "new.target" },
  BigIntLiteral: { body: "use({ s: `${10n}` });", code: "TL2310", at: "10n" },
  ThisKeyword: { body: "const o = { n: 1, half() { return this.n / 2; } };\nuse({ n: o.half() });", code: "TL2311", at: "this" },
  SuperKeyword: {
    body: "const o = { toString() { return super.toString(); } };\nuse({ s: o.toString() });",
    code: "TL2312",
    at: "super",
  },
  WhileStatement: { body: "let n = 0;\nwhile (n < 3) use({ n: n++ });", code: "TL2314", at: "while" },
  DoStatement: { body: "let n = 0;\ndo use({ n: n++ }); while (n < 3);", code: "TL2315", at: "do" },
  ForInStatement: { body: "for (const s in settings) use({ s });", code: "TL2316", at: "for" },
  ForAwait: { body: "(async () => { for await (const s of list) use({ s }); })();", code: "TL2317", at: "for" },
  WithStatement: { body: "// @ts-expect-error\nwith (settings) use({ n: 1 });", code: "TL2318", at: "with" },
  Var: { body: "var n = 1;\nuse({ n });", code: "TL2319", at: "var n = 1" },
  VarOfLoop: { body: "for (var n = 1; n < 3; n++) use({ n });", code: "TL2319", at: "var n = 1" },
  VarOfItems: { body: "for (var s of list) use({ s });", code: "TL2319", at: "var s" },
  Using: {
    body: "using x = { [Symbol.dispose]() {}, n: 1 };\nuse({ n: x.n });",
    code: "TL2320",
    at: "using x = { [Symbol.dispose]() {}, n: 1 }",
  },
  GetAccessor: { body: "const o = { get n() { return 1; } };\nuse({ n: o.n });", code: "TL2321", at: "get n() { return 1; }" },
  SetAccessor: {
    body: "const o = { n: 1, set m(n: number) { this.n = n; } };\nuse({ n: o.n });",
    code: "TL2321",
    at: "set m(n: number) { this.n = n; }",
  },
  JsxElement: { body: "use({ s: view.JsxElement(name) });", code: "TL2322", at: '<h1 id="x" {...{}}>Hello {name}</h1>' },
  JsxSelfClosingElement: { body: "use({ s: view.JsxSelfClosingElement() });", code: "TL2322", at: '<h1 a:b="x" />' },
  JsxFragment: { body: "use({ s: view.JsxFragment() });", code: "TL2322", at: "<><br /></>" },
  InstanceOfKeyword: { body: "if (settings instanceof Map) use({ n: 1 });", code: "TL2323", at: "settings instanceof Map" },
  ModuleDeclaration: {
    body: "// @ts-expect-error\nnamespace Texts { export const n = 1; }",
    code: "TL2154",
    at: "namespace Texts { export const n = 1; }",
  },
  ExportDeclaration: { body: "// @ts-expect-error\nexport { settings };", code: "TL2154", at: "export { settings };" },
  ImportDeclaration: { body: '// @ts-expect-error\nimport "./view.tsx";', code: "TL2154", at: 'import "./view.tsx";' },
  Assignment: { body: "// @ts-expect-error\n1 = 2;", code: "TL2154", at: "1" },
};

/** A project whose `pipeline.ts` has a pipeline for each body, and each on lines of its own. */
const files = {
  "tsconfig.json": TSCONFIG.replace('"noEmit"', '"jsx":"preserve","allowJs":true,"noEmit"').replace('"lib":["es2023"]', '"lib":["esnext"]'),
  "view.tsx": LIBRARY["view.tsx"],
  "words.js": LIBRARY["words.js"],
  "pipeline.ts": `${LIBRARY["pipeline.ts"]}\n${Object.entries(BODIES)
    .map(([name, { body }]) => `export const ${name} = pipeline(({ name, list }: Inputs) => {\nuse({ s: name });\n${body}\n});`)
    .join("\n")}`,
  "everything.ts": `${LIBRARY["pipeline.ts"]}\n${EVERYTHING}`,
} as const;

/** The kinds of the nodes of a pipeline's body, and of the operators and signs that have nodes of their own. */
function kindsIn(node: Node): Set<SyntaxKind> {
  const found = new Set<SyntaxKind>();
  const visit = (at: Node): void => {
    found.add(at.kind);
    const { operator, expression } = at as { operator?: SyntaxKind; expression?: Node };
    if (operator !== undefined) found.add(operator);
    if (expression?.kind === SyntaxKind.ImportKeyword) found.add(expression.kind);
    at.forEachChild(visit);
  };
  visit(node);
  return found;
}

test("every kind that is refused has a code, which is told at the node", async () => {
  const root = temporaryProject(files);
  const { diagnostics } = await compile({ cwd: root, sources: [{ path: "pipeline.ts" }], env: {} });
  const lines = files["pipeline.ts"].split("\n");
  const told = new Map<string, string[]>(Object.keys(BODIES).map((name) => [name, []]));
  for (const { code, location, message } of diagnostics) {
    const { file, line, column, endLine, endColumn } = location!;
    const text = (file.endsWith(".tsx") ? files["view.tsx"].split("\n") : lines)[line - 1]!;
    const shown = text.slice(column - 1, endLine === line ? endColumn - 1 : undefined);
    const name = file.endsWith(".tsx") ? text.match(/const (\w+)/)![1]! : nameBefore(lines, line);
    told.set(name, [...(told.get(name) ?? [message]), `${code} ${shown}`]);
  }
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(Object.entries(BODIES).map(([name, { code, at }]) => [name, [`${code} ${at}`]])),
  );
});

test("there is a body for every kind that is refused", () => {
  const { program, root } = openFiles(files, ["pipeline.ts", "view.tsx"]);
  const shown = new Set<SyntaxKind>();
  for (const path of ["pipeline.ts", "view.tsx"])
    for (const body of nodesOf(program, join(root, path), (node) => node.kind === SyntaxKind.ArrowFunction))
      for (const kind of kindsIn(body)) shown.add(kind);
  expect(refused.filter((kind) => !shown.has(kind)).map((kind) => kinds.get(kind))).toEqual([]);
});

test("every kind that is read stands in a pipeline that compiles without a complaint", async () => {
  const { program, root } = openFiles(files, ["everything.ts"]);
  const shown = new Set(["everything.ts", "words.js"].flatMap((path) => [...kindsIn(program.file(join(root, path))!)]));
  expect(lowered.filter((kind) => !shown.has(kind)).map((kind) => kinds.get(kind))).toEqual([]);
  const { diagnostics, pipelines } = await compile({ cwd: root, sources: [{ path: "everything.ts" }], env: {} });
  const complaints = diagnostics.filter(({ code, severity }) => severity !== "note" && !code.startsWith("TL4"));
  expect(complaints.map(({ code, location, message }) => `${code} ${location?.line}:${location?.column} ${message}`)).toEqual([]);
  expect(pipelines).toHaveLength(1);
});

function nameBefore(lines: readonly string[], line: number): string {
  for (let at = line - 1; at >= 0; at--) {
    const name = /^export const (\w+) = pipeline/.exec(lines[at]!)?.[1];
    if (name !== undefined) return name;
  }
  return "before all pipelines";
}
