import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeCache } from "./code-cache.ts";
import { temporaryProject } from "./samples/world.ts";

const files = {
  "main.cjs": 'const { twice } = require("./other.cjs"); exports.answer = twice(21); exports.folder = __dirname; require("small").count();',
  "other.cjs": 'exports.twice = (value) => 2 * value; exports.sep = require("node:path").sep;',
  "node_modules/small/index.js": "let counted = 0; exports.count = () => ++counted;",
};

const cachesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".cache"));

test("files are loaded once, with what they require, and their code is kept when that is asked for", () => {
  const folder = temporaryProject(files);
  const cache = codeCache(folder);
  expect(cache.load(join(folder, "main.cjs"))).toEqual({ answer: 42, folder });
  expect(cache.load(join(folder, "node_modules/small/index.js"))).toMatchObject({ count: expect.toSatisfy((count) => count() === 2) });
  expect([cache.has("small"), cache.has("large")]).toEqual([true, false]);
  expect(cachesIn(folder)).toEqual([]);
  cache.keep();
  expect(cachesIn(folder).map((name) => name.slice(0, name.indexOf("-")))).toEqual(["index.js", "main.cjs", "other.cjs"]);
});

test("kept code is used, and not written again", () => {
  const folder = temporaryProject(files);
  const first = codeCache(folder);
  first.load(join(folder, "main.cjs"));
  first.keep();
  const kept = cachesIn(folder).map((name) => readFileSync(join(folder, name)));
  const second = codeCache(folder);
  expect(second.load(join(folder, "main.cjs"))).toMatchObject({ answer: 42 });
  second.keep();
  expect(cachesIn(folder).map((name) => readFileSync(join(folder, name)))).toEqual(kept);
});

test("a file of the same length and another text does not get the code of the first", () => {
  const folder = temporaryProject(files);
  const first = codeCache(folder);
  first.load(join(folder, "main.cjs"));
  first.keep();
  writeFileSync(join(folder, "other.cjs"), files["other.cjs"].replace("2 *", "3 *"));
  expect(codeCache(folder).load(join(folder, "main.cjs"))).toMatchObject({ answer: 63 });
});

test("code that V8 does not take is made anew, and replaced", () => {
  const folder = temporaryProject(files);
  const first = codeCache(folder);
  first.load(join(folder, "main.cjs"));
  first.keep();
  const caches = cachesIn(folder);
  // The same files elsewhere: V8 itself remembers what it compiled in this process, by path.
  const other = temporaryProject({ ...files, ...Object.fromEntries(caches.map((name) => [name, "no code"])) });
  const second = codeCache(other);
  expect(second.load(join(other, "main.cjs"))).toMatchObject({ answer: 42 });
  second.keep();
  expect(cachesIn(other)).toEqual(caches);
  for (const name of caches) expect(readFileSync(join(other, name), "latin1")).not.toBe("no code");
});

test("where nothing can be written, all goes on without", () => {
  const folder = temporaryProject(files);
  const cache = codeCache(join(folder, "missing"));
  expect(cache.load(join(folder, "main.cjs"))).toMatchObject({ answer: 42 });
  cache.keep();
  expect(readdirSync(folder).sort()).toEqual(["main.cjs", "node_modules", "other.cjs"]);
});

test("stacks name the file and the column, of the first line too", () => {
  const folder = temporaryProject({ "bad.cjs": 'throw new Error("bad")' });
  expect(() => codeCache(folder).load(join(folder, "bad.cjs"))).toThrow(
    expect.objectContaining({ stack: expect.stringContaining(`${join(folder, "bad.cjs")}:1:7`) }),
  );
});
