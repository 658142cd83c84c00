import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCompiler } from "@typeline/compiler";
import { writeDocument } from "@typeline/ir";
import { afterAll, expect, test } from "vitest";
import { differences } from "./normalise/compare.ts";
import { haveKfpDocuments, kfpDocuments, readKfp } from "./normalise/documents.ts";

const samples = fileURLToPath(new URL("../packages/compiler/samples/kfp/", import.meta.url));
const twins = fileURLToPath(new URL("./twins/", import.meta.url));
const compiler = createCompiler();
afterAll(() => compiler.close());

/** The YAML of the one pipeline in `folder`. */
async function compiled(folder: string): Promise<string> {
  const { pipelines, diagnostics } = await compiler.compile({ cwd: folder, sources: [{ path: "pipeline.ts" }], env: {} });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(pipelines).toHaveLength(1);
  return writeDocument(pipelines[0]!.document);
}

const ports = readdirSync(samples);
const documents = haveKfpDocuments ? kfpDocuments() : [];
const documentOf = (port: string) => documents.find((path) => basename(path) === `${port}.yaml`);

test("at least 40 of KFP's own pipelines have a port", () => {
  expect(ports.length).toBeGreaterThanOrEqual(40);
});

const why = haveKfpDocuments ? "" : " (skipped: no ../shared/conformance/kfp beside the repository)";
test.skipIf(!haveKfpDocuments).each(ports)(`the port of KFP's %s means the same${why}`, async (port) => {
  const path = documentOf(port);
  expect(path, "a document of this name").toBeDefined();
  expect(differences(readKfp(path!), await compiled(join(samples, port)))).toEqual([]);
});

test.each(readdirSync(twins))("%s means what kfp makes of its Python twin", async (twin) => {
  const expected = readFileSync(join(twins, twin, "expected.yaml"), "utf8");
  expect(differences(expected, await compiled(join(twins, twin)))).toEqual([]);
});
