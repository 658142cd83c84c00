import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { Values } from "../values.ts";
import { ArtifactStore } from "./artifacts.ts";
import { Cache, keyOf } from "./cache.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "typeline-cache-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

const ORIGIN = { runId: "run-1", path: "for-loop-1[0]/fit" };

/** The store of a run, and what a task of it has written. */
function runOf(name: string, text = "content") {
  const runFolder = join(folder, name, "artifacts");
  mkdirSync(runFolder, { recursive: true });
  const store = new ArtifactStore(runFolder);
  const file = join(folder, name, "written");
  writeFileSync(file, text);
  const outputs: Values = {
    parameters: new Map([["loss", 0.5]]),
    artifacts: new Map([["model", [{ name: "model", uri: store.take(file, "model"), metadata: { kind: "x" } }]]]),
  };
  return { store, outputs };
}

test("keys: the order of what a result depends on does not count, all else does", () => {
  expect(keyOf({ a: "1", b: "2" })).toBe(keyOf({ b: "2", a: "1" }));
  const record = fc.dictionary(fc.string(), fc.string(), { maxKeys: 4 });
  fc.assert(
    fc.property(record, record, (a, b) => {
      const same = JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
      expect(keyOf(a) === keyOf(b)).toBe(same);
    }),
  );
});

test("a result is found by its key alone, its artifact in the run that asks", () => {
  const cache = new Cache(join(folder, "cache"));
  const { store, outputs } = runOf("first");
  cache.put("key", ORIGIN, outputs, store);
  const second = runOf("second", "other").store;
  const found = new Cache(join(folder, "cache")).get("key", second)!;
  expect(found.origin).toEqual(ORIGIN);
  expect(found.outputs.parameters).toEqual(outputs.parameters);
  const [model] = found.outputs.artifacts.get("model")!;
  expect(model).toEqual({ name: "model", uri: expect.stringContaining(join(folder, "second/artifacts")), metadata: { kind: "x" } });
  expect(readFileSync(model!.uri!, "utf8")).toBe("content");
  expect(cache.get("other", second)).toBeUndefined();
});

test("content is there once, in the cache and in runs; what is given up leaves nothing half there", () => {
  const cache = new Cache(join(folder, "cache"));
  const first = runOf("first");
  cache.put("a", ORIGIN, first.outputs, first.store);
  const second = runOf("second");
  cache.put("b", ORIGIN, second.outputs, second.store);
  const [digest = "", ...more] = readdirSync(join(folder, "cache/artifacts"));
  expect([more, statSync(join(folder, "cache/artifacts", digest)).nlink]).toEqual([[], 2]);
  expect(readdirSync(join(folder, "cache/entries")).sort()).toEqual(["a.json", "b.json"]);
});

test("a cache that is removed while it is used has nothing, and takes new results", () => {
  const cache = new Cache(join(folder, "cache"));
  const { store, outputs } = runOf("first");
  cache.put("key", ORIGIN, outputs, store);
  rmSync(join(folder, "cache"), { recursive: true });
  expect(cache.get("key", store)).toBeUndefined();
  cache.put("key", ORIGIN, outputs, store);
  expect(cache.get("key", runOf("second").store)?.origin).toEqual(ORIGIN);
});

test("an artifact without content, and one that is elsewhere, are kept as they were told", () => {
  const cache = new Cache(join(folder, "cache"));
  const { store } = runOf("first");
  const artifacts = new Map([["a", [{ uri: store.none("a") }, { uri: "gs://bucket/a" }]]]);
  cache.put("key", ORIGIN, { parameters: new Map(), artifacts }, store);
  expect(cache.get("key", store)!.outputs.artifacts).toEqual(artifacts);
  expect(existsSync(store.none("a"))).toBe(false);
});
