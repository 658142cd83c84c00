import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalForm } from "./canonical.ts";
import { visibleControl } from "./control-mutations.ts";
import { haveKfpDocuments, kfpDocuments, readKfp, twinDocuments } from "./documents.ts";
import { invisibleGroups } from "./group-rewrites.ts";
import { canonicalText } from "./json.ts";
import { meaningOf } from "./meaning.ts";
import { visible } from "./mutations.ts";
import { type PipelineDocuments, readPipeline } from "./read.ts";
import { invisible } from "./rewrites.ts";
import { BrokenDocument } from "./scope.ts";

const texts = [...(haveKfpDocuments ? kfpDocuments().map((path) => [path, readKfp(path)] as const) : []), ...twinDocuments()];
const documents = texts.map(([path, yaml]) => ({ path, content: readPipeline(yaml) }));
const why = haveKfpDocuments ? "" : " (skipped: no ../shared/conformance/kfp beside the repository)";
const changes = { ...visible, ...visibleControl };
const rewrites = { ...invisible, ...invisibleGroups };
/** Changes of one kind that are tried in one document. */
const perDocument = 2;

/** A change may leave a document that refers to nothing: that is seen too. */
function form(content: PipelineDocuments): string {
  try {
    return canonicalForm(meaningOf(content));
  } catch (error) {
    if (error instanceof BrokenDocument) return error.message;
    throw error;
  }
}
const originals = new Map(documents.map(({ path, content }) => [path, form(content)]));

test.skipIf(!haveKfpDocuments)(
  `every document that KFP compiled has a meaning, shared only with one that is the same but for its SDK${why}`,
  () => {
    expect(originals.size).toBeGreaterThan(80);
    const bySpec = (path: string) => canonicalText({ ...documents.find((one) => one.path === path)!.content.spec, sdkVersion: null });
    const shared = kfpPairs().filter(([a, b]) => originals.get(a) === originals.get(b));
    expect(shared.filter(([a, b]) => bySpec(a) !== bySpec(b))).toEqual([]);
    expect(shared.length).toBeLessThan(10);
  },
);

function kfpPairs(): [string, string][] {
  const paths = [...originals.keys()];
  return paths.flatMap((a, index) => paths.slice(index + 1).map((b): [string, string] => [a, b]));
}

test.skipIf(!haveKfpDocuments).each(Object.keys(changes))(`seen: %s${why}`, (name) => {
  const unseen: string[] = [];
  let tried = 0;
  for (const { path, content } of documents) {
    const places = changes[name]!(structuredClone(content)).length;
    for (let place = 0; place < Math.min(places, perDocument); place++) {
      const changed = structuredClone(content);
      changes[name]!(changed)[place]!();
      tried++;
      if (form(changed) === originals.get(path)) unseen.push(`${path}, place ${place + 1} of ${places}`);
    }
  }
  expect(tried, "no document has a place for this change").toBeGreaterThan(0);
  expect(unseen).toEqual([]);
});

test.skipIf(!haveKfpDocuments).each(Object.keys(rewrites))(`not seen: %s${why}`, (name) => {
  const seen: string[] = [];
  let changedSome = false;
  for (const { path, content } of documents) {
    const changed = structuredClone(content);
    rewrites[name]!(changed);
    changedSome ||= JSON.stringify(changed) !== JSON.stringify(content);
    if (form(changed) !== originals.get(path)) seen.push(path);
  }
  expect(changedSome, "no document has a place for this change").toBe(true);
  expect(seen).toEqual([]);
});

test.skipIf(!haveKfpDocuments)(`not seen: several of these, one after another${why}`, () => {
  const contents = new Map(documents.map(({ path, content }) => [path, content]));
  const names = fc.shuffledSubarray(Object.keys(rewrites), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...contents.keys()), names, (path, chosen) => {
      const changed = structuredClone(contents.get(path)!);
      for (const name of chosen) rewrites[name]!(changed);
      return form(changed) === originals.get(path);
    }),
    { numRuns: 2000 },
  );
});
