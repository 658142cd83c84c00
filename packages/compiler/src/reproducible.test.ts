import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { writeDocument } from "@typeline/ir";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "./1-read/samples/temporary-project.ts";
import { type Compilation, compile } from "./index.ts";

/** Declarations whose order means nothing; each in its own lines. */
const STEPS = [
  'export const load = component(async ({ rows }: { rows: Int }) => Dataset.json(range(rows)), { memory: "1Gi" });',
  "export const fit = component(async ({ data, rate }: { data: Dataset<number[]>; rate: number }) => ({ model: Model.json(await data.json()), loss: rate }));",
  'export const say = container<{ text: string }>(({ text }) => ({ image: "busybox", command: ["echo", text] }));',
  "export const unused = component(async () => range(3));",
];
const HELPERS = [
  "export const range = (n: number) => Array.from({ length: n }, (_, index) => index);",
  "export const rates = { small: 0.1, large: 0.01 };",
  "export class Unused { size = 1; }",
];
const PIPELINES = [
  `const inner = pipeline(({ rows = 3 }: { rows?: Int }) => fit({ data: load({ rows }), rate: rates.small }));`,
  `export const training = pipeline(({ rows, name }: { rows: Int; name: string }) => {
  const small = inner({ rows });
  const large = fit({ data: load({ rows: 5 }), rate: rates.large }, { env: { B: "1", A: { secret: "s", key: "k" } } });
  say({ text: \`\${name} done\` });
  return { loss: compute(() => Math.min(small.loss, large.loss)), model: small.model };
});`,
  `export const other = pipeline(() => inner());`,
];
const MODULES = {
  "steps.ts": {
    head: 'import { component, container, Dataset, type Int, Model } from "@typeline/dsl";\nimport { range } from "./lib/helpers.ts";',
    parts: STEPS,
  },
  "lib/helpers.ts": { head: "", parts: HELPERS },
  "pipeline.ts": {
    head: 'import { compute, type Int, pipeline } from "@typeline/dsl";\nimport { rates } from "./lib/helpers.ts";\nimport { fit, load, say } from "./steps.ts";',
    parts: PIPELINES,
  },
};
type Path = keyof typeof MODULES;
const PATHS = Object.keys(MODULES) as Path[];

/** The project's files, their declarations in the given orders. */
function filesOf(orders: Partial<Record<Path, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(PATHS.map((path) => [path, [MODULES[path].head, ...(orders[path] ?? MODULES[path].parts), ""].join("\n")]));
}

/** Each pipeline's bytes by its name. */
async function bytes(root: string, only?: string): Promise<Record<string, string>> {
  const source = { path: join(root, "pipeline.ts"), ...(only !== undefined && { name: only }) };
  const { pipelines, diagnostics }: Compilation = await compile({ cwd: root, sources: [source], env: {} });
  expect(diagnostics).toEqual([]);
  return Object.fromEntries(pipelines.map(({ name, document }) => [name, writeDocument(document)]));
}

/** A pipeline's bytes without what tells lines of the source. */
function withoutPlaces(yaml: string): string {
  return yaml.replaceAll(/\[\d+, \d+, \d+\]/g, "[place]").replaceAll(/(?<=TYPELINE_SOURCE_MAP\n\s+value: )\S+/g, "<source map>");
}

const write = (root: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

const ORIGINAL = { "tsconfig.json": TSCONFIG, ...filesOf({}) };

test("copies in different folders, their files written in any order, give the same bytes, also when they compile at once", async () => {
  const expected = await bytes(temporaryProject(ORIGINAL));
  const shuffled = fc.sample(fc.shuffledSubarray(Object.entries(ORIGINAL), { minLength: PATHS.length + 1 }), 3);
  const roots = shuffled.map((entries) => {
    const parent = temporaryProject(Object.fromEntries(entries.map(([path, text]) => [`a folder/é/${path}`, text])));
    return join(parent, "a folder/é");
  });
  expect(await Promise.all(roots.map((root) => bytes(root)))).toEqual(roots.map(() => expected));
});

test("a pipeline's bytes do not depend on what else is compiled with it", async () => {
  const root = temporaryProject(ORIGINAL);
  const { training, other } = await bytes(root);
  expect(await bytes(root, "training")).toEqual({ training });
  expect(await bytes(root, "other")).toEqual({ other });
});

test("in any order of declarations and imports, only places change", async () => {
  const root = temporaryProject(ORIGINAL);
  const expected = await bytes(root);
  const shuffle = (parts: readonly string[]) => fc.shuffledSubarray([...parts], { minLength: parts.length });
  const orders = fc.record({ "steps.ts": shuffle(STEPS), "lib/helpers.ts": shuffle(HELPERS), "pipeline.ts": shuffle(PIPELINES) });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      write(root, filesOf(order));
      const made = await bytes(root);
      expect(Object.keys(made).sort()).toEqual(Object.keys(expected).sort());
      for (const [name, yaml] of Object.entries(made)) expect(withoutPlaces(yaml)).toBe(withoutPlaces(expected[name]!));
    }),
    { numRuns: 5 },
  );
});

test("nothing of the machine is in the bytes", async () => {
  const root = temporaryProject(ORIGINAL);
  for (const yaml of Object.values(await bytes(root))) {
    const maps = [...yaml.matchAll(/TYPELINE_SOURCE_MAP\n\s+value: (\S+)/g)].map(([, text]) => Buffer.from(text!, "base64").toString());
    const bundles = [...yaml.matchAll(/H4sI[\w+/=]+/g)].map(([text]) => gunzipSync(Buffer.from(text, "base64")).toString());
    expect(bundles.length).toBeGreaterThan(0);
    for (const text of [yaml, ...maps, ...bundles]) expect(text).not.toMatch(new RegExp(`${root}|\\d{4}-\\d\\d-\\d\\dT`));
  }
});
