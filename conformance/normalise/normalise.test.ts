import { expect, test } from "vitest";
import { canonicalForm } from "./canonical.ts";
import { haveKfpDocuments, kfpDocuments, readKfp } from "./documents.ts";
import { canonicalText } from "./json.ts";
import { meaningOf } from "./meaning.ts";
import { visible } from "./mutations.ts";
import { type PipelineDocuments, readPipeline } from "./read.ts";
import { invisible } from "./rewrites.ts";
import { DanglingReference } from "./scope.ts";

const documents = haveKfpDocuments ? kfpDocuments().map((path) => ({ path, content: readPipeline(readKfp(path)) })) : [];
const why = haveKfpDocuments ? "" : " (skipped: no ../shared/conformance/kfp beside the repository)";
/** Changes of one kind that are tried in one document. */
const perDocument = 2;

/** A change may leave a document that refers to nothing: that is seen too. */
function form(content: PipelineDocuments): string {
  try {
    return canonicalForm(meaningOf(content));
  } catch (error) {
    if (error instanceof DanglingReference) return error.message;
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

test.skipIf(!haveKfpDocuments).each(Object.keys(visible))(`seen: %s${why}`, (name) => {
  const unseen: string[] = [];
  let tried = 0;
  for (const { path, content } of documents) {
    const places = visible[name]!(structuredClone(content)).length;
    for (let place = 0; place < Math.min(places, perDocument); place++) {
      const changed = structuredClone(content);
      visible[name]!(changed)[place]!();
      tried++;
      if (form(changed) === originals.get(path)) unseen.push(`${path}, place ${place + 1} of ${places}`);
    }
  }
  expect(tried, "no document has a place for this change").toBeGreaterThan(0);
  expect(unseen).toEqual([]);
});

test.skipIf(!haveKfpDocuments).each(Object.keys(invisible))(`not seen: %s${why}`, (name) => {
  const seen: string[] = [];
  let changedSome = false;
  for (const { path, content } of documents) {
    const changed = structuredClone(content);
    invisible[name]!(changed);
    changedSome ||= JSON.stringify(changed) !== JSON.stringify(content);
    if (form(changed) !== originals.get(path)) seen.push(path);
  }
  expect(changedSome, "no document has a place for this change").toBe(true);
  expect(seen).toEqual([]);
});
