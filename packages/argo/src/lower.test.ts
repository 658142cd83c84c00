import type { ComponentSpec, PipelineDocument, PipelineTaskSpec } from "@typeline/ir";
import { expect, test } from "vitest";
import { lowerToArgo } from "./lower.ts";
import type { Template } from "./manifest.ts";
import type { ArgoOptions } from "./options.ts";
import { writeManifests, writeManifestsJson } from "./write.ts";

const leaf: ComponentSpec = {
  executorLabel: "exec",
  inputDefinitions: { parameters: { x: { parameterType: "STRING", isOptional: true } } },
  outputDefinitions: {
    parameters: { out: { parameterType: "STRING" } },
    artifacts: { made: { artifactType: { schemaTitle: "system.Dataset" } } },
  },
};
const importer: ComponentSpec = { executorLabel: "import", outputDefinitions: { artifacts: { artifact: { artifactType: {} } } } };
const task = (component: string, more: Partial<PipelineTaskSpec> = {}): PipelineTaskSpec => ({
  componentRef: { name: component },
  ...more,
});

function pipeline(
  tasks: Record<string, PipelineTaskSpec>,
  more: Partial<ComponentSpec> = {},
  components: Record<string, ComponentSpec> = {},
  platforms: object = {},
): PipelineDocument {
  return {
    spec: {
      schemaVersion: "2.1.0",
      pipelineInfo: { name: "p" },
      root: { dag: { tasks }, ...more },
      components: { "comp-leaf": leaf, "comp-import": importer, ...components },
      deploymentSpec: {
        executors: {
          exec: {
            container: {
              image: "busybox",
              command: ["sh", "-c", "cat {{x}}"],
              args: ["{{$.inputs.parameters['x']}}", "{{$.outputs.parameters['out'].output_file}}"],
            },
          },
          import: { importer: { artifactUri: { constant: "gs://bucket/data/rows" }, typeSchema: { schemaTitle: "system.Dataset" } } },
        },
      },
    },
    platforms: { platforms: platforms as never },
  };
}

const codes = (document: PipelineDocument, options?: ArgoOptions) =>
  lowerToArgo(document, options).findings.map(({ message }) => message.code);
const templatesOf = (document: PipelineDocument, options?: ArgoOptions): Template[] =>
  lowerToArgo(document, options).manifests.flatMap(({ spec }) => (spec as { templates?: Template[] }).templates ?? []);
const template = (document: PipelineDocument, name: string, options?: ArgoOptions): Template =>
  templatesOf(document, options).find((one) => one.name === name)!;

test("an expression that Argo has no words for", () => {
  const given = { parameters: { x: { runtimeValue: { constant: "a" } } } };
  expect(
    codes(pipeline({ a: task("comp-leaf", { inputs: given, triggerPolicy: { condition: "inputs.parameter_values['x'].matches('a')" } }) })),
  ).toEqual(["TL4002"]);
});

test("more tasks than a DAG may have", () => {
  const tasks = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`t${index}`, task("comp-leaf")]));
  expect(codes(pipeline(tasks))).toEqual(["TL4003"]);
});

test("a template that no manifest can hold", () => {
  expect(
    codes(pipeline({ a: task("comp-leaf", { inputs: { parameters: { x: { runtimeValue: { constant: "a".repeat(2000) } } } } }) }), {
      maxBytes: 1500,
    }),
  ).toEqual(["TL4004"]);
});

test("an imported artifact that is gathered", () => {
  const body: ComponentSpec = {
    inputDefinitions: { parameters: { item: { parameterType: "NUMBER_DOUBLE" } } },
    outputDefinitions: { artifacts: { data: { artifactType: {} } } },
    dag: {
      tasks: { load: task("comp-import") },
      outputs: { artifacts: { data: { artifactSelectors: [{ producerSubtask: "load", outputArtifactKey: "artifact" }] } } },
    },
  };
  const loop = task("comp-body", { parameterIterator: { itemInput: "item", items: { raw: "[1, 2]" } } });
  expect(codes(pipeline({ loop }, {}, { "comp-body": body }))).toEqual(["TL4005"]);
});

test("a `Workflow` of a pipeline with a schedule, or with an artifact that a run must give", () => {
  const schedule = { typeline: { config: { version: 1, run: { schedule: { cron: "0 3 * * *", inputs: { x: 1 } } } } } };
  expect(codes(pipeline({ a: task("comp-leaf") }, {}, {}, schedule), { kind: "Workflow" })).toEqual(["TL4006"]);
  expect(
    codes(pipeline({ a: task("comp-leaf") }, { inputDefinitions: { artifacts: { data: { artifactType: {} } } } }), { kind: "Workflow" }),
  ).toEqual(["TL4006"]);
  const { manifests } = lowerToArgo(pipeline({ a: task("comp-leaf") }, {}, {}, schedule));
  expect(manifests.map(({ kind }) => kind)).toEqual(["WorkflowTemplate", "CronWorkflow"]);
  expect(manifests[1]!.spec).toMatchObject({
    schedules: ["0 3 * * *"],
    timezone: "Etc/UTC",
    workflowSpec: { arguments: { parameters: [{ name: "x", value: "1" }] } },
  });
});

test("what Argo would take for a tag in a command reaches the container by a variable", () => {
  const { container } = template(pipeline({ a: task("comp-leaf") }), "leaf");
  expect(container!.command!.at(-1)).toBe("cat $(TYPELINE_BRACE){x}}");
  expect(container!.env).toEqual([{ name: "TYPELINE_BRACE", value: "{" }]);
});

test("retries and opt-in caching belong to the template of the task", () => {
  const document = pipeline({
    a: task("comp-leaf", {
      retryPolicy: { maxRetryCount: 2, backoffDuration: "10s", backoffFactor: 1.5 },
      cachingOptions: { enableCache: true },
    }),
    b: task("comp-leaf"),
  });
  expect(template(document, "leaf").retryStrategy).toEqual({
    limit: "2",
    retryPolicy: "Always",
    backoff: { duration: "10s", factor: "2", maxDuration: "3600s" },
  });
  expect(template(document, "leaf").memoize).toBeUndefined();
  expect(template(document, "leaf", { memoize: "24h" }).memoize).toMatchObject({
    maxAge: "24h",
    cache: { configMap: { name: "typeline-cache-leaf" } },
  });
  expect(template(document, "leaf-2").retryStrategy).toBeUndefined();
});

test("many templates are divided among manifests, and found there", () => {
  const document = pipeline({ a: task("comp-leaf"), b: task("comp-import") });
  const { manifests } = lowerToArgo(document, { maxTemplates: 2 });
  const root = template(document, "root", { maxTemplates: 2 });
  expect(manifests.map(({ metadata }) => metadata.name)).toEqual(["p-part-2", "p-part-3", "p"]);
  expect(root.dag!.tasks.map(({ templateRef }) => templateRef)).toEqual([
    { name: "p-part-2", template: "leaf" },
    { name: "p-part-2", template: "import" },
  ]);
  expect(writeManifests(manifests).split("\n---\n")).toHaveLength(3);
  expect(JSON.parse(writeManifestsJson(manifests))).toMatchObject({ kind: "List", items: [{ kind: "WorkflowTemplate" }, {}, {}] });
});

test("with the repository's place, artifacts have URIs", () => {
  const document = pipeline({ a: task("comp-leaf") }, { outputDefinitions: { artifacts: { d: { artifactType: {} } } } });
  document.spec.root.dag!.outputs = { artifacts: { d: { artifactSelectors: [{ producerSubtask: "a", outputArtifactKey: "made" }] } } };
  const text = writeManifests(lowerToArgo(document, { artifactRoot: "s3://bucket/here/" }).manifests);
  expect(text).toContain("s3://bucket/here/");
  expect(text).toContain("runs/{{workflow.name}}/d");
});

test("an import is a place, and no pod", () => {
  const document = pipeline({ a: task("comp-import") });
  const made = template(document, "import");
  expect(made.inputs!.artifacts![0]).toMatchObject({
    name: "artifact",
    gcs: { bucket: expect.stringContaining("gs://bucket/data/rows"), key: expect.any(String) },
  });
  expect(templatesOf(document).filter(({ container }) => container !== undefined)).toEqual([]);
});
