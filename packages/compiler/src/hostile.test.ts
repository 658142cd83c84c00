import { readDocument, writeDocument } from "@typeline/ir";
import { type Assembly, evaluate, type Json } from "@typeline/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { brief, compileFiles, textsIn } from "./samples/project.ts";

const IMPORTS = 'import { component, compute, container, pipeline, type Dataset, type Int } from "@typeline/dsl";\n';

/** Compiles one file that must compile, and gives the document as it reads back. */
async function compiled(source: string) {
  const compilation = await compileFiles({ "pipeline.ts": IMPORTS + source });
  expect(brief(compilation)).toEqual([]);
  const { document } = compilation.pipelines[0]!;
  const read = readDocument(writeDocument(document));
  expect(read.diagnostics).toEqual([]);
  expect(read.document).toEqual(readDocument(writeDocument(read.document!)).document);
  return read.document!;
}

/** What is reported for one file, shortened to codes, places and first lines. */
async function reported(files: Readonly<Record<string, string>>) {
  const compilation = await compileFiles(files);
  expect(compilation.pipelines).toEqual([]);
  expect(JSON.stringify(compilation.diagnostics), "no stack trace reaches the user").not.toMatch(
    /\bat \S+ \(|node:internal|\.ts:\d+:\d+\)/,
  );
  return brief(compilation);
}

/** What the task's component is called with: its constants, and what its runtime assembles. */
function argumentsOf(task: { inputs?: { parameters?: Record<string, { runtimeValue?: { constant?: unknown } }> } }): Map<string, Json> {
  const constants = Object.entries(task.inputs?.parameters ?? {}).map(
    ([name, { runtimeValue }]) => [name, runtimeValue?.constant as Json] as const,
  );
  const result = new Map(constants.filter(([name]) => name !== "typeline--arguments"));
  const assembled = Object.entries((new Map(constants).get("typeline--arguments") ?? {}) as { [input: string]: unknown });
  for (const [name, tree] of assembled)
    result.set(name, evaluate(tree as Assembly, { parameter: () => undefined, artifact: () => undefined }) as Json);
  return result;
}

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "class", "default", "then", "prototype", "valueOf", "arguments"];

test("inputs and outputs may be named like properties of every object, and like reserved words", async () => {
  const fields = NAMES.map((name) => `${JSON.stringify(name)}: number`).join("; ");
  const values = NAMES.map((name, index) => `[${JSON.stringify(name)}]: ${index}`).join(", ");
  const { spec } = await compiled(`
    interface All { ${fields} }
    const echo = component(async (all: All): Promise<All> => all);
    export const p = pipeline((all: All): All => {
      const first = echo({ ${values} });
      echo({ ...first });
      return echo(all);
    });`);
  const { inputDefinitions, outputDefinitions } = spec.components!["comp-echo"]!;
  expect(Object.keys(inputDefinitions!.parameters!).sort()).toEqual([...NAMES].sort());
  expect(Object.keys(outputDefinitions!.parameters!).sort()).toEqual([...NAMES].sort());
  const tasks = spec.root.dag!.tasks!;
  expect(argumentsOf(tasks["echo"]! as never)).toEqual(new Map([...NAMES].sort().map((name) => [name, NAMES.indexOf(name)])));
  expect(Object.keys(tasks["echo-2"]!.inputs!.parameters!).sort()).toEqual([...NAMES].sort());
  expect(Object.keys(spec.root.dag!.outputs!.parameters!).sort()).toEqual([...NAMES].sort());
});

test("components may be named like properties of every object, and in any script", async () => {
  const names = ["constructor", "__proto__", "größe", "日本", "Ωmega", "$", "_"];
  const { spec } = await compiled(`
    ${names.map((name, index) => `const ${name} = component(async () => ${index});`).join("\n")}
    const steps = { "__proto__x": component(async () => "a"), "hello, world!": component(async () => "b"), [""]: component(async () => "c") };
    export const 世界 = pipeline(() => {
      ${names.map((name) => `${name}();`).join("\n")}
      for (const step of Object.values(steps)) step();
      ${names[0]}({}, { name: "__proto__", displayName: "__proto__" });
    });`);
  expect(spec.pipelineInfo.name).toBe("pipeline");
  const tasks = Object.entries(spec.root.dag!.tasks!);
  expect(tasks).toHaveLength(names.length + 4);
  for (const [key] of tasks) expect(key).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
  const executors = new Set(tasks.map(([, task]) => spec.components![task.componentRef!.name!]!.executorLabel));
  expect(executors.size).toBe(names.length + 3);
});

test("a name that no placeholder can carry is refused where it stands", async () => {
  const source = (name: string) =>
    `${IMPORTS}const c = component(async (given: { ${name}: number }) => Object.keys(given).length);\nexport const p = pipeline(() => { c({ ${name}: 1 }); });`;
  for (const name of ["größe", '"hello world"', '"{{$}}"', '""', '"a.b"', '"1a"'])
    expect(await reported({ "pipeline.ts": source(name) }), name).toEqual([expect.stringMatching(/^TL1115 pipeline\.ts:2 /)]);
});

const NASTY = [
  "{{$}}",
  "{{$.inputs.parameters['x']}}",
  "{{",
  "}}{{{{{",
  "{",
  "{{workflow.name}}",
  "$(HOME)",
  "`${x}`",
  "'\"\\",
  "a\nb\r\n\tc\0",
  "\u2028\u2029\u0085\u00a0\ufeff",
  "🙈é\u0301日本",
  "---\nkey: value",
  " leading and trailing ",
  "yes",
  "null",
  "0x10",
  "1e3",
  "2026-11-24",
  "# no comment",
  "*/ // <!-- --> </script>",
  "__proto__",
  "",
];

test("every string arrives as it was written: constants, defaults, descriptions, options", async () => {
  const literal = JSON.stringify;
  const { spec, platforms } = await compiled(`
    const take = component(async ({ text, list, record }: { text: string; list: string[]; record: { [key: string]: string } }) => text + list + record);
    export const p = pipeline(({ ${NASTY.map((text, index) => `i${index} = ${literal(text)}`).join(", ")} }: { ${NASTY.map((_, index) => `i${index}?: string`).join("; ")} }) => {
      ${NASTY.map((text) => `take({ text: ${literal(text)}, list: [${literal(text)}], record: { [${literal(text)}]: ${literal(text)} } }, { displayName: ${literal(text)}, labels: { [${literal(text)}]: ${literal(text)} } });`).join("\n")}
      ${NASTY.map((_, index) => `take({ text: i${index}, list: [], record: {} });`).join("\n")}
    }, { description: ${literal(NASTY.join("\n"))}, displayName: ${literal(NASTY.join("|"))} });`);
  const tasks = spec.root.dag!.tasks!;
  for (const [index, text] of NASTY.entries()) {
    const task = tasks[index === 0 ? "take" : `take-${index + 1}`]!;
    const given = argumentsOf(task as never);
    expect(given.get("text")).toBe(text);
    expect(given.get("list")).toEqual([text]);
    expect(Object.entries(given.get("record")!)).toEqual([[text, text]]);
    expect(task.taskInfo!.name).toBe(text === "" ? tasks[`take-${index + 1}`]!.taskInfo!.name : text);
    expect(spec.root.inputDefinitions!.parameters![`i${index}`]!.defaultValue).toBe(text);
  }
  expect(spec.pipelineInfo).toMatchObject({ description: NASTY.join("\n"), displayName: NASTY.join("|") });
  expect(textsIn(platforms!.platforms.kubernetes)).toEqual(expect.arrayContaining(NASTY));
});

test("no constant holds what an engine takes for its own placeholder", async () => {
  const text = fc.array(fc.constantFrom("{", "{{", "$", "}}", "{{$", "a", "'", "\n", "{{$.inputs}}")).map((parts) => parts.join(""));
  const values = fc.sample(fc.record({ text, list: fc.array(text), nested: fc.dictionary(text, fc.array(text)) }), {
    numRuns: 60,
    seed: 1,
  });
  const { spec } = await compiled(`
    const take = component(async (given: { text: string; list: string[]; nested: { [key: string]: string[] } }) => given.text);
    export const p = pipeline(() => {
      ${values
        .map(
          ({ text, list, nested }) =>
            `take({ text: ${JSON.stringify(text)}, list: ${JSON.stringify(list)}, nested: { ${Object.entries(nested)
              .map(([key, value]) => `[${JSON.stringify(key)}]: ${JSON.stringify(value)}`)
              .join(", ")} } });`,
        )
        .join("\n")}
    });`);
  for (const [index, value] of values.entries()) {
    const task = spec.root.dag!.tasks![index === 0 ? "take" : `take-${index + 1}`]!;
    expect(textsIn(task.inputs).filter((one) => one.includes("{{"))).toEqual([]);
    expect(Object.fromEntries(argumentsOf(task as never))).toEqual(value);
  }
});

test("a module that imports itself, and modules in a circle, are fine", async () => {
  const files = {
    "pipeline.ts": `${IMPORTS}import * as self from "./pipeline.ts";\nimport { rate } from "./a.ts";\nexport const base = 2;\nconst fit = component(async ({ n }: { n: number }) => n);\nexport const p = pipeline(() => fit({ n: self.base * rate }));`,
    "a.ts": 'import { base } from "./pipeline.ts";\nexport const rate = base + 1;',
  };
  const compilation = await compileFiles(files);
  expect(brief(compilation)).toEqual([]);
  expect(argumentsOf(compilation.pipelines[0]!.document.spec.root.dag!.tasks!["fit"]! as never)).toEqual(new Map([["n", 6]]));
});

test("a type with 500 properties is an interface like any other", async () => {
  const fields = Array.from(
    { length: 500 },
    (_, index) => `f${index}: ${["string", "number", "Int", "boolean[]", "{ a?: 1 | 2 }"][index % 5]};`,
  ).join("\n");
  const { spec, platforms } = await compiled(`
    interface Wide { ${fields} }
    const echo = component(async (wide: Wide): Promise<Wide> => wide);
    export const p = pipeline((wide: Wide) => { echo(echo(wide)); });`);
  expect(Object.keys(spec.components!["comp-echo"]!.outputDefinitions!.parameters!)).toHaveLength(500);
  const { inputs } = platforms!.platforms.typeline!.config!;
  expect(Object.keys((inputs as { properties: object }).properties)).toHaveLength(500);
});

test("a recursive type is described as such", async () => {
  const { platforms } = await compiled(`
    interface Tree { value: number; children: Tree[] }
    const sum = component(async ({ tree }: { tree: Tree }) => tree.value + tree.children.length);
    export const p = pipeline(({ tree }: { tree: Tree }) => sum({ tree }));`);
  const schema = JSON.stringify(platforms!.platforms.typeline!.config!.inputs);
  expect(schema).toContain('"$ref"');
  expect(schema.length).toBeLessThan(2_000);
});

const FINE = `${IMPORTS}const c = component(async () => 1);\nexport const p = pipeline(() => c());`;

test.each<[what: string, files: Record<string, string>, expected: RegExp[]]>([
  ["a missing source", {}, [/^TL1000 /]],
  ["a missing module", { "pipeline.ts": `${FINE}\nimport { x } from "./missing.ts";\nx;` }, [/^TS2307 pipeline\.ts:4 /]],
  ["a syntax error", { "pipeline.ts": `${FINE}\nconst x = ;` }, [/^TS1109 pipeline\.ts:4 /]],
  [
    "a syntax error in a module that is imported",
    { "pipeline.ts": `import { x } from "./a.ts";\n${FINE}\nx;`, "a.ts": "export const x = (;" },
    [/^TS1109 a\.ts:1 /],
  ],
  ["a type error", { "pipeline.ts": `${FINE}\nconst n: number = "a";` }, [/^TS2322 pipeline\.ts:4 /]],
  ["a tsconfig that is no JSON", { "pipeline.ts": FINE, "tsconfig.json": "{ ,,, }" }, [/^TL1003 /]],
  ["a tsconfig whose base is missing", { "pipeline.ts": FINE, "tsconfig.json": '{ "extends": "./missing.json" }' }, [/^TL1003 /]],
  ["an empty file", { "pipeline.ts": "" }, [/^TL1010 /]],
  ["binary rubbish", { "pipeline.ts": "\0\u0001\ufffd\ufffd" }, [/^TS1490 /, /^TS1127 /, /^TS1127 /, /^TS1128 /]],
])("%s gives one clear diagnostic", async (_what, files, expected) => {
  expect(await reported(files)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

test("a source that cannot be read gives one clear diagnostic", async () => {
  const compilation = await compileFiles({ "folder/pipeline.ts": FINE }, { sources: [{ path: "folder" }] });
  expect(brief(compilation)).toEqual([expect.stringMatching(/^TL100\d /)]);
});

test("mistakes of several places are reported together, one diagnostic each", async () => {
  const source = `${IMPORTS}
const take = component(async ({ n, data }: { n: Int; data?: Dataset }) => n + (data ? 1 : 0));
const lost = component(async ({ at }: { at: Date }) => at.getTime());
export const p = pipeline(({ text, list }: { text: string; list: number[] }) => {
  take({ n: Math.random() });
  take({ n: list.findIndex((item) => item > 1) });
  take({ n: new Intl.NumberFormat(text).format(1).length });
  take({ n: 1.5 });
  lost({ at: new Date(text) });
});`;
  const codes = (await reported({ "pipeline.ts": source })).map((line) => line.slice(0, 21));
  expect(codes).toEqual([
    "TL1101 pipeline.ts:4 ",
    "TL2148 pipeline.ts:6 ",
    "TL2146 pipeline.ts:7 ",
    "TL2147 pipeline.ts:8 ",
    "TL2103 pipeline.ts:9 ",
  ]);
});

test("deep nesting is no reason to crash", async () => {
  const deep = `${"(".repeat(2_000)}1${")".repeat(2_000)}`;
  const sum = Array.from({ length: 3_000 }, () => "1").join(" + ");
  const { spec } = await compiled(`
    const take = component(async ({ n }: { n: number }) => n);
    export const p = pipeline(() => { take({ n: ${deep} }); take({ n: ${sum} }); });`);
  const tasks = spec.root.dag!.tasks!;
  expect([argumentsOf(tasks["take"]! as never).get("n"), argumentsOf(tasks["take-2"]! as never).get("n")]).toEqual([1, 3_000]);
});

test("nesting beyond JavaScript's own stack is reported", async () => {
  const negations = `${"-(".repeat(20_000)}1${")".repeat(20_000)}`;
  const source = `${IMPORTS}const take = component(async ({ n }: { n: number }) => n);\nexport const p = pipeline(() => take({ n: ${negations} }));`;
  expect(await reported({ "pipeline.ts": source })).toEqual([expect.stringMatching(/^TL2324 pipeline\.ts:3 /)]);
});
