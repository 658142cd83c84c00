import { expect, test } from "vitest";
import { parse } from "yaml";
import type { PipelineDocument } from "../document.ts";
import { writeConfigMap, writePipelineResources } from "./resources.ts";
import { versionName } from "./version.ts";

const document: PipelineDocument = {
  spec: {
    pipelineInfo: { name: "train", displayName: "Train: a model", description: "Two\n\nlines # here\n" },
    schemaVersion: "2.1.0",
    sdkVersion: "typeline-0.1.0",
    root: {
      dag: { tasks: { fit: { componentRef: { name: "comp-fit" }, taskInfo: { name: "fit" }, iteratorPolicy: { parallelismLimit: 2 } } } },
    },
    components: { "comp-fit": { executorLabel: "exec-fit" } },
    deploymentSpec: { executors: { "exec-fit": { container: { image: "node", command: ["node", "-e", "a\n\n  b\n"] } } } },
  },
  platforms: { platforms: { typeline: { config: { version: 1 } } } },
};

test("a pipeline and a version, as KFP's own types have them", () => {
  const [pipeline, version] = writePipelineResources(document, "team-a");
  const name = versionName(document);
  const metadata = (own: string) => ({ name: own, namespace: "team-a", labels: { "app.kubernetes.io/managed-by": "typeline" } });
  const words = { displayName: "Train: a model", description: "Two\n\nlines # here\n" };
  expect(parse(pipeline.text)).toEqual({
    apiVersion: "pipelines.kubeflow.org/v2beta1",
    kind: "Pipeline",
    metadata: metadata("train"),
    spec: words,
  });
  expect(parse(version.text)).toEqual({
    apiVersion: "pipelines.kubeflow.org/v2beta1",
    kind: "PipelineVersion",
    metadata: metadata(`train-${name}`),
    spec: { ...words, pipelineName: "train", versionName: name, pipelineSpec: document.spec, platformSpec: document.platforms },
  });
  // `pipelineversion_types.go`
  expect(name).toMatch(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
  expect(version.text).toContain("parallelismLimit: 2\n");
});

test("the name of a version follows from all of its content, and from nothing else", () => {
  expect(versionName(structuredClone(document))).toBe(versionName(document));
  const changed = structuredClone(document);
  changed.platforms!.platforms.typeline!.config!.buildEnv = { A: "b" };
  expect(versionName(changed)).not.toBe(versionName(document));
});

test("without namespace, platforms and words", () => {
  const { displayName: _, description: __, ...pipelineInfo } = document.spec.pipelineInfo;
  const [pipeline, version] = writePipelineResources({ spec: { ...document.spec, pipelineInfo } });
  expect(parse(pipeline.text)).toMatchObject({ metadata: { name: "train" }, spec: {} });
  expect(parse(pipeline.text).metadata).not.toHaveProperty("namespace");
  expect(parse(version.text).spec).not.toHaveProperty("platformSpec");
});

test("a config map never changes", () => {
  expect(parse(writeConfigMap({ name: "typeline-bundle-1e2", files: { "bundle.gz": "H4sI" } }, "team-a").text)).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "typeline-bundle-1e2", namespace: "team-a", labels: { "app.kubernetes.io/managed-by": "typeline" } },
    immutable: true,
    binaryData: { "bundle.gz": "H4sI" },
  });
});
