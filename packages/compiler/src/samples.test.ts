import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "@typeline/diagnostics";
import { kebab, readDocument, writeDocument } from "@typeline/ir";
import { afterAll, expect, test } from "vitest";
import { createCompiler } from "./index.ts";
import { compileSample, pretty, readable, SAMPLES, sampleNames } from "./samples/sample.ts";

const compiler = createCompiler();
afterAll(() => compiler.close());

test.each(sampleNames)("the sample %s compiles to what is expected", async (name) => {
  const compilation = await compileSample(compiler, name);
  expect(compilation.pipelines.length, "a sample shows one pipeline").toBeLessThanOrEqual(1);
  const document = compilation.pipelines[0]?.document;
  if (document) {
    const yaml = writeDocument(document);
    const read = readDocument(yaml, "expected.yaml");
    expect(read.diagnostics, "what is written can be read without a complaint").toEqual([]);
    expect(writeDocument(read.document!), "and is the same when it is written again").toBe(yaml);
  }
  expectFile(name, "expected.yaml", document && readable(document));
  expectFile(name, "expected-errors.txt", pretty(compilation, name) || undefined);
});

test("a sample of a mistake is named after the message that it raises, and raises no other", () => {
  const names = new Map(Object.entries(catalogue).map(([code, page]) => [code, kebab(page.name, "")]));
  for (const sample of sampleNames.filter((name) => name.startsWith("error-"))) {
    const text = readFileSync(join(SAMPLES, sample, "expected-errors.txt"), "utf8");
    const raised = new Set([...text.matchAll(/ (?:error|warning|note) ((?:TL|TS)\d+): /g)].map(([, code]) => names.get(code!) ?? code));
    const shown = [...raised].filter((message) => sample === `error-${message}` || sample.startsWith(`error-${message}-`));
    expect([...raised], sample).toEqual(shown);
  }
});

/** Compares with a file of the sample; `UPDATE=1` writes it, or removes what is no longer made. */
function expectFile(sample: string, file: string, text: string | undefined): void {
  const path = join(SAMPLES, sample, file);
  if (process.env["UPDATE"]) {
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, text);
    return;
  }
  const expected = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  expect(text, `${sample}/${file} (UPDATE=1 accepts what is made)`).toBe(expected);
}
