import { mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Bundle } from "./bundle.ts";
import { bundleAll, bundleFiles, type Files, openProject } from "./samples/project.ts";

const FILES: Files = {
  "node_modules/old/package.json": '{ "name": "old", "version": "1.0.0" }',
  "node_modules/old/index.d.ts": "export const word: string;",
  "node_modules/old/index.js": 'exports.word = require("path").sep;',
  "lib/words.ts": 'import { word } from "old";\nexport const words = () => [word, "é"];\nexport const one = (n: number) => n + 1;',
  "a.ts": `import { component } from "@typeline/dsl";
import { one, words } from "./lib/words.ts";
export const first = component(async ({ n }: { n: number }) => console.log(one(n), words()));
export const second = component(async () => { throw new Error(words().join("")); });`,
  "b.ts": `import { component, pipeline } from "@typeline/dsl";
import { first } from "./a.ts";
export const third = component(async () => console.log("third"));
export const p = pipeline(() => { first({ n: 1 }); third({}); });`,
};

const clone = openProject(FILES);
afterAll(clone.close);

test("entries have the same bytes in every order", async () => {
  const expected = new Map(clone.entries.map((entry, index) => [entry, index]));
  const bundles = await bundleAll(clone);
  const shuffled = fc.shuffledSubarray([...clone.entries], { minLength: clone.entries.length });
  await fc.assert(
    fc.asyncProperty(shuffled, async (entries) => {
      expect(await bundleAll(clone, entries)).toEqual(entries.map((entry) => bundles[expected.get(entry)!]));
    }),
    { numRuns: 6 },
  );
});

test("two clones in different folders give the same bytes, files in any order, behind a symbolic link too", async () => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "a much longer name, with blanks ")));
  symlinkSync(parent, `${parent}-link`);
  const reversed = Object.fromEntries(Object.entries(FILES).reverse());
  for (const root of [join(parent, "x/y/z"), join(`${parent}-link`, "w")]) {
    const other = openProject(reversed, root);
    try {
      const byName = new Map((await bundleAll(other)).map((bundle, index) => [other.entries[index]!.name, bundle]));
      const made = ({ code, digest, encoded, weights }: Bundle) => ({ code, digest, encoded, weights });
      expect(clone.entries.map(({ name }) => made(byName.get(name)!))).toEqual((await bundleAll(clone)).map(made));
    } finally {
      other.close();
    }
  }
});

test("nothing of the machine is in a bundle", async () => {
  for (const bundle of await bundleAll(clone)) {
    const map = Buffer.from(bundle.map, "base64").toString();
    expect(bundle.code + map).not.toContain(clone.root);
    expect(JSON.parse(map)).toMatchObject({
      version: 3,
      sources: expect.arrayContaining([expect.stringMatching(/^(a|b|lib\/words)\.ts$/)]),
    });
    expect(map).not.toMatch(/node_modules|typeline/);
  }
});

test("lines that come or go above a component change its source map, and not its digest", async () => {
  const steps = 'import { component } from "@typeline/dsl";\nexport const step = component(async () => { throw new Error("x"); });';
  const { step: before } = await bundleFiles({ "steps.ts": steps }, "step");
  const { step: after } = await bundleFiles({ "steps.ts": `// A comment.\n\n${steps}` }, "step");
  expect(after.digest).toBe(before.digest);
  expect(after.map).not.toBe(before.map);
});
