import { describe, expect, test } from "vitest";
import { placesOf, verdictsOn } from "../samples/documents.ts";

/** A task of a component with this container. */
const yaml = (container: string, platforms = "") => `
tasks: {train: {componentRef: {name: comp-train}}}
components: {comp-train: {executor: {container: {image: busybox, command: [echo], ${container}}}}}
${platforms}`;
const accelerator = (fields: string) => yaml(`resources: {accelerator: {${fields}}}`);

test("TL4056, TL4057: an accelerator is a resource of Kubernetes, or a model of Vertex AI", () => {
  const resource = accelerator('resourceType: nvidia.com/gpu, resourceCount: "1"');
  expect([verdictsOn(resource, "TL4056"), verdictsOn(resource, "TL4057")]).toEqual([{ vertex: "error" }, {}]);
  expect(placesOf(resource, "TL4056", "vertex")[0]).toContain("`comp-train` asks for the accelerator `nvidia.com/gpu`");
  // `type` is what older SDKs wrote.
  const model = accelerator('type: NVIDIA_TESLA_T4, count: "1"');
  expect([verdictsOn(model, "TL4056"), verdictsOn(model, "TL4057")]).toEqual([{}, { kfp: "error", argo: "error" }]);
  const unknown = `
inputs: {parameters: {gpu: {parameterType: STRING}}}
tasks: {train: {componentRef: {name: comp-train}, inputs: {parameters: {gpu: {componentInputParameter: gpu}}}}}
components:
  comp-train:
    inputDefinitions: {parameters: {gpu: {parameterType: STRING}}}
    executor: {container: {image: x, command: [echo], resources: {accelerator: {resourceType: "{{$.inputs.parameters['gpu']}}", resourceCount: "1"}}}}`;
  expect([verdictsOn(unknown, "TL4056"), verdictsOn(unknown, "TL4057")]).toEqual([{}, {}]);
});

test("TL4058: an empty variable", () => {
  expect(verdictsOn(yaml('env: [{name: A, value: x}, {name: B, value: ""}]'), "TL4058")).toEqual({ vertex: "warning" });
  expect(placesOf(yaml("env: [{name: B}]"), "TL4058", "vertex")[0]).toContain("The variable `B` of `comp-train` is empty.");
  expect(verdictsOn(yaml("env: [{name: A, value: x}]"), "TL4058")).toEqual({});
});

test("TL4059: a workspace", () => {
  const platforms = "platforms: {kubernetes: {pipelineConfig: {workspace: {size: 1Gi}}}}";
  expect(verdictsOn(yaml("", platforms), "TL4059")).toEqual({ vertex: "error" });
  expect(verdictsOn(yaml(""), "TL4059")).toEqual({});
});

describe("schedules", () => {
  const scheduled = (fields: string) =>
    yaml("", `platforms: {typeline: {config: {version: 1, run: {schedule: {cron: "0 4 * * *", ${fields}}}}}}`);

  test("TL4060: in a time zone", () => {
    expect(verdictsOn(scheduled("timezone: Europe/Berlin"), "TL4060")).toEqual({ kfp: "warning" });
    for (const fields of ["", "timezone: UTC", "timezone: Etc/UTC"]) expect(verdictsOn(scheduled(fields), "TL4060")).toEqual({});
  });

  test("TL4061: that make up for missed runs", () => {
    expect(verdictsOn(scheduled("catchup: true"), "TL4061")).toEqual({ vertex: "warning", argo: "warning" });
    expect(verdictsOn(scheduled("catchup: false"), "TL4061")).toEqual({});
  });
});
