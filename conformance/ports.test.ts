import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@typeline/compiler";
import { writeDocument } from "@typeline/ir";
import { beforeAll, expect, test } from "vitest";
import { differences } from "./normalise/compare.ts";
import { haveKfpDocuments, kfpDocuments, readKfp } from "./normalise/documents.ts";

const repository = fileURLToPath(new URL("../", import.meta.url));
const samples = join(repository, "packages", "compiler", "samples", "kfp");
const twins = join(repository, "conformance", "twins");
const ports = readdirSync(samples);
const pairs = readdirSync(twins);
const folders = [...ports.map((port) => join(samples, port)), ...pairs.map((twin) => join(twins, twin))];

/** What is known to differ: `docs/conformance.md` has the reasons. A line that is found no more fails the test too. */
const known: Readonly<Record<string, readonly RegExp[]>> = {
  conditional_producer_and_consumers: [
    /^pipeline · outputs · parameters: expected \{"Output":\{"optional":false,"type":"LIST"\}\}, got nothing$/,
    /^pipeline · returns · parameters\.Output: expected .*, got nothing$/,
  ],
  pipeline_as_exit_task: [/^exit-handler-1 · displayName: expected "my-pipeline", got nothing$/],
  pipeline_with_google_artifact_type: Array.from({ length: 5 }, () => /schemaVersion: expected "0\.0\.0", got "0\.0\.1"$/),
};

/** What the compiler has to say of ports: what an engine cannot run, or that a task was added. */
const said = [
  "artifacts_complex TL4020",
  "conditional_producer_and_consumers TL4020",
  "nested_with_parameters TL2160",
  "pipeline_producer_consumer TL2160",
  "pipeline_with_parallelfor_list_artifacts_GH-12033 TL4010",
  "pipeline_with_parallelfor_list_artifacts_GH-12033 TL4010",
  "pipeline_with_submit_request TL1213",
  "pipeline_with_submit_request TL1213",
];

/** YAML of each port, by its folder. */
const compiled = new Map<string, string>();

beforeAll(async () => {
  const sources = folders.map((folder) => ({ path: join(folder, "pipeline.ts") }));
  const { pipelines, diagnostics } = await compile({ cwd: repository, sources, env: {} });
  const found = diagnostics.map(({ code, message, location }) => ({ key: `${basename(dirname(location?.file ?? ""))} ${code}`, message }));
  expect(found.filter(({ key }) => !said.includes(key))).toEqual([]);
  expect(found.map(({ key }) => key).sort()).toEqual(said);
  for (const { file, document } of pipelines) compiled.set(dirname(file), writeDocument(document));
});

test("there are ports of at least 50 of KFP's own pipelines, one pipeline in each", () => {
  expect(ports.length).toBeGreaterThanOrEqual(50);
  expect([...compiled.keys()].sort()).toEqual([...folders].sort());
});

const documents = haveKfpDocuments ? kfpDocuments() : [];
const why = haveKfpDocuments ? "" : " (skipped: no ../shared/conformance/kfp beside the repository)";

test.skipIf(!haveKfpDocuments).each(ports)(`the port of KFP's %s means the same${why}`, (port) => {
  const path = documents.find((one) => basename(one) === `${port}.yaml`);
  expect(path, "a document of this name").toBeDefined();
  const found = differences(readKfp(path!), compiled.get(join(samples, port))!);
  const expected = known[port] ?? [];
  expect(found.filter((line) => !expected.some((pattern) => pattern.test(line)))).toEqual([]);
  expect(found, "a known difference is gone: take it from `known`").toHaveLength(expected.length);
});

test.each(pairs)("%s means what kfp makes of its Python twin", (twin) => {
  const expected = readFileSync(join(twins, twin, "expected.yaml"), "utf8");
  expect(differences(expected, compiled.get(join(twins, twin))!)).toEqual([]);
});
