import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogue } from "@typeline/diagnostics";
import { describe, expect, test } from "vitest";
import { profilesDocument } from "../../../../scripts/generate-profiles.mjs";
import { readDocument } from "../read/read.ts";
import { engines } from "./feature.ts";
import { features } from "./features.ts";
import { findings } from "./findings.ts";
import { documentOf } from "./samples/documents.ts";

test("docs/profiles.md is what the rows make", () => {
  const page = readFileSync(new URL("../../../../docs/profiles.md", import.meta.url), "utf8");
  expect(page, "Run `npm run generate`.").toBe(profilesDocument(features));
});

test("each row has a code and a name of its own, and some engine that cannot simply run it", () => {
  const codes = features.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
  for (const { code, judgements } of features) {
    expect(catalogue[code]?.severity).toBe("warning");
    expect(Object.keys(judgements)).not.toEqual([]);
  }
});

test("every code of the range is a row, but for those of the compiler", () => {
  const codes = Object.keys(catalogue).filter((code) => code >= "TL4010" && code < "TL5000");
  expect(features.map(({ code }) => code)).toEqual(codes);
});

test("a reason is a clause that stands after a colon and before a full stop", () => {
  const reasons = features.flatMap(({ judgements }) => Object.values(judgements).map(({ reason }) => reason));
  for (const reason of reasons) expect(reason).toMatch(/^[a-z].*[^.]$/);
});

test("engines with one reason are named together, others one after the other", () => {
  const loop = documentOf(`
tasks: {score: {componentRef: {name: comp-score}, artifactIterator: {items: {inputArtifact: all}, itemInput: one}, inputs: {artifacts: {all: {componentInputArtifact: all}}}}}
inputs: {artifacts: {all: {artifactType: {schemaTitle: system.Model}, isArtifactList: true}}}
components:
  comp-score: {inputDefinitions: {artifacts: {all: {artifactType: {schemaTitle: system.Model}, isArtifactList: true}, one: {artifactType: {schemaTitle: system.Model}}}}}`);
  const reasonOf = (target?: "kfp") => findings(loop, target).find(({ message }) => message.code === "TL4010")?.reason;
  expect(reasonOf("kfp")).toBe("Kubeflow Pipelines: artifact iterators are refused.");
  expect(reasonOf()).toBe("Kubeflow Pipelines: artifact iterators are refused. Argo: its loops repeat over parameters only.");
});

const folder = fileURLToPath(new URL("../../../../../shared/conformance/kfp/valid/", import.meta.url));
const isHere = existsSync(folder);
const files = isHere ? (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(yaml|json)$/.test(name)).sort() : [];
const codesOf = (file: string, target?: "kfp") => {
  const { document } = readDocument(readFileSync(folder + file, "utf8"));
  return [...new Set(findings(document!, target).map(({ message }) => message.code))];
};

test.skipIf(isHere)("KFP's compiled pipelines are not in ../shared/conformance: their tests are skipped", () => {});

/** What of KFP's own pipelines is a warning without a target. The others have none. */
const known: Readonly<Record<string, readonly string[]>> = {
  "artifacts_complex.yaml": ["TL4020"],
  "components_with_optional_artifacts.yaml": ["TL4014", "TL4048", "TL4050"],
  "conditional_producer_and_consumers.yaml": ["TL4020"],
  "container_with_artifact_output.yaml": ["TL4050"],
  "container_with_concat_placeholder.yaml": ["TL4047"],
  "container_with_if_placeholder.yaml": ["TL4048"],
  "nested_with_parameters.yaml": ["TL4019"],
  "pipeline_producer_consumer.yaml": ["TL4019"],
  "pipeline_with_concat_placeholder.yaml": ["TL4047"],
  "pipeline_with_condition_dynamic_task_output_custom_training_job.yaml": ["TL4044", "TL4049"],
  "pipeline_with_dynamic_task_output_custom_training_job.yaml": ["TL4044", "TL4049"],
  "pipeline_with_loops_and_conditions.yaml": ["TL4017"],
  "pipeline_with_parallelfor_list_artifacts_GH-12033.yaml": ["TL4010"],
  "xgboost_sample_pipeline.yaml": ["TL4048", "TL4049"],
};

describe.skipIf(!isHere)("KFP's compiled pipelines", () => {
  test.each(files)("%s has the findings that are known", (file) => {
    expect(codesOf(file)).toEqual(known[file] ?? []);
  });

  test.each([
    ["critical/pipeline_with_input_status_state.yaml", ["TL4053", "TL4055"]],
    ["critical/if_else_with_oneof_artifacts.yaml", ["TL4022"]],
    ["critical/collected_parameters.yaml", ["TL4021"]],
    ["input_artifact.yaml", ["TL4011"]],
    ["critical/flip_coin.yaml", []],
  ])("%s has what is told of the chosen engine alone", (file, codes) => {
    expect(codesOf(file, "kfp")).toEqual(codes);
  });

  test.each(files)("every finding of %s is at a place that exists", (file) => {
    const { document } = readDocument(readFileSync(folder + file, "utf8"));
    for (const engine of engines)
      for (const { path } of findings(document!, engine)) {
        const found = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], document);
        expect(found, path.join(".")).toBeDefined();
      }
  });
});
