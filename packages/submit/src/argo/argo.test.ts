import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../auth/auth.ts";
import { Client, type DryRequest } from "../http/client.ts";
import { Secrets } from "../http/secrets.ts";
import type { RunEvent } from "../run.ts";
import { type ArgoCluster, argoCluster } from "../samples/argo-servers.ts";
import { fastClock } from "../samples/clock.ts";
import { samplePipeline } from "../samples/pipelines.ts";
import type { KubernetesObject } from "./engine.ts";
import { followArgoRun } from "./follow.ts";
import { argoByKubernetes } from "./kubernetes.ts";
import { argoByServer } from "./server.ts";
import { installArgoSchedule, submitArgoRun } from "./submit.ts";

const argo = "argoproj.io/v1alpha1";
const template: KubernetesObject = {
  apiVersion: argo,
  kind: "WorkflowTemplate",
  metadata: { name: "train-sha" },
  spec: {
    entrypoint: "main",
    arguments: {
      parameters: [{ name: "rows" }, { name: "odd-name-1f" }, { name: "cfg", value: "null" }, { name: "typeline--bundle", value: "H4s" }],
    },
    templates: [{ name: "main" }],
  },
};
const helper: KubernetesObject = { apiVersion: argo, kind: "WorkflowTemplate", metadata: { name: "train-part" }, spec: { templates: [] } };
const cron: KubernetesObject = {
  apiVersion: argo,
  kind: "CronWorkflow",
  metadata: { name: "train" },
  spec: { schedules: ["0 4 * * *"], timezone: "Europe/Berlin", workflowSpec: { workflowTemplateRef: { name: "train-sha" } } },
};
const document = samplePipeline({ serviceAccount: "trainer" });
document.spec.root.inputDefinitions = {
  parameters: {
    rows: { parameterType: "NUMBER_INTEGER" },
    "odd name": { parameterType: "STRING" },
    cfg: { parameterType: "STRUCT", isOptional: true },
  },
};
const parameters = { rows: 5, "odd name": '$(X)\n"y"', cfg: { prompt: "a {{workflow.name}}" } };
const submission = { document, manifests: [helper, template], parameters };

describe.each(["kubernetes", "server"] as const)("Argo by its %s", (by) => {
  let cluster: ArgoCluster;
  beforeEach(async () => {
    cluster = await argoCluster(by);
  });
  afterEach(async () => {
    await cluster.close();
    expect(cluster.violations).toEqual([]);
  });
  const engine = (namespace = "ml", dryRun?: (request: DryRequest) => void) => {
    const client = new Client({
      base: cluster.url,
      service: "Argo",
      auth: anonymous,
      secrets: new Secrets(),
      clock: fastClock(),
      namespace,
      dryRun,
    });
    return by === "server" ? argoByServer(client, namespace) : argoByKubernetes(client, namespace);
  };
  const createWorkflow =
    by === "server" ? "POST /api/v1/workflows/{namespace}" : "POST /apis/argoproj.io/v1alpha1/namespaces/{namespace}/workflows";
  const readWorkflow = createWorkflow.replace("POST", "GET").concat("/{name}");

  test("a run refers to the template; what is in arguments stays data", async () => {
    const { workflow } = await submitArgoRun(engine(), { ...submission, runName: "Nightly" });
    expect(workflow).toMatch(/^train-[0-9a-f]{12}$/);
    expect(cluster.objects.get("workflowtemplates/train-part")).toBeDefined();
    expect(cluster.objects.get(`workflows/${workflow}`)).toMatchObject({
      metadata: { name: workflow, namespace: "ml", annotations: { "workflows.argoproj.io/title": "Nightly" } },
      spec: {
        workflowTemplateRef: { name: "train-sha" },
        serviceAccountName: "trainer",
        arguments: {
          parameters: [
            { name: "rows", value: "5" },
            { name: "odd-name-1f", value: '$(X)\n"y"' },
            { name: "cfg", value: '{"prompt":"a {\\u007bworkflow.name}}"}' },
          ],
        },
      },
    });
  });

  test.each([
    ["s3://repository/runs/data.csv", { s3: { key: "runs/data.csv" } }],
    ["s3://other/data.csv", { s3: { endpoint: "s3.amazonaws.com", bucket: "other", key: "data.csv", useSDKCreds: true } }],
    ["minio://repository/data.csv", { s3: { key: "data.csv" } }],
    ["gs://bucket/a/b.csv", { gcs: { bucket: "bucket", key: "a/b.csv" } }],
    ["https://example.com/a.csv?x", { http: { url: "https://example.com/a.csv?x" } }],
  ])("the artifact %s is where it is", async (uri, location) => {
    const withArtifact = structuredClone(document);
    withArtifact.spec.root.inputDefinitions!.artifacts = { "odd data": { artifactType: { schemaTitle: "system.Dataset" } } };
    const main = { name: "main", inputs: { artifacts: [{ name: "odd-data-2c" }] } };
    const manifests = [{ ...template, spec: { ...(template.spec as object), templates: [main] } }];
    const { workflow } = await submitArgoRun(engine(), {
      document: withArtifact,
      manifests,
      parameters,
      artifacts: { "odd data": [uri] },
      root: "s3://repository/",
    });
    const { artifacts } = cluster.objects.get(`workflows/${workflow}`).spec.arguments;
    expect(artifacts).toEqual([{ name: "odd-data-2c", archive: { none: {} }, ...location }]);
    for (const refused of [["/tmp/data.csv"], ["s3://a/{{b}}"], [uri, uri]])
      await expect(
        submitArgoRun(engine(), { document: withArtifact, manifests, parameters, artifacts: { "odd data": refused } }),
      ).rejects.toMatchObject({ kind: "spec" });
  });

  test("a text that Argo would take for its own is refused before anything is sent", async () => {
    const mean = { ...submission, parameters: { ...parameters, "odd name": "Dear {{name" } };
    await expect(submitArgoRun(engine(), mean)).rejects.toMatchObject({
      kind: "spec",
      message: expect.stringContaining("the input `odd name` contains `{{`"),
    });
    expect(cluster.received).toEqual([]);
  });

  test("a manifest of a whole workflow keeps its own arguments", async () => {
    const whole: KubernetesObject = {
      apiVersion: argo,
      kind: "Workflow",
      metadata: { generateName: "train-", labels: { a: "b" } },
      spec: {
        entrypoint: "main",
        arguments: {
          parameters: [
            { name: "rows", value: "1" },
            { name: "typeline--bundle", value: "H4s" },
          ],
        },
      },
    };
    const { workflow } = await submitArgoRun(engine(), { ...submission, manifests: [whole], parameters: { rows: 7 } });
    const { metadata, spec } = cluster.objects.get(`workflows/${workflow}`);
    expect(metadata).toMatchObject({ name: workflow, labels: { a: "b" } });
    expect(metadata).not.toHaveProperty("generateName");
    expect(spec.arguments.parameters).toEqual([
      { name: "typeline--bundle", value: "H4s" },
      { name: "rows", value: "7" },
    ]);
  });

  test("twice the same request is one workflow; so is one whose answer got lost", async () => {
    const first = await submitArgoRun(engine(), { ...submission, requestId: "build 17" });
    const again = await submitArgoRun(engine(), { ...submission, requestId: "build 17" });
    expect(again).toEqual(first);
    cluster.faults.push({ at: createWorkflow, drop: "after" }, { at: createWorkflow, reply: { status: 503 } });
    await submitArgoRun(engine(), { ...submission, requestId: "build 18" });
    expect([...cluster.objects.keys()].filter((key) => key.startsWith("workflows/"))).toHaveLength(2);
  });

  test("a schedule is applied, and applied again", async () => {
    expect(await installArgoSchedule(engine(), { document, manifests: [template, cron], parameters: { "odd name": "x" } })).toEqual({
      id: "train",
    });
    const changed = { ...cron, spec: { ...(cron.spec as object), schedules: ["0 5 * * *"] } };
    await installArgoSchedule(engine(), { document, manifests: [template, changed], parameters: { "odd name": "y" } });
    expect(cluster.objects.get("cronworkflows/train").spec).toMatchObject({
      schedules: ["0 5 * * *"],
      timezone: "Europe/Berlin",
      workflowSpec: { workflowTemplateRef: { name: "train-sha" }, arguments: { parameters: [{ name: "odd-name-1f", value: "y" }] } },
    });
    await expect(installArgoSchedule(engine(), { document, manifests: [template], parameters: {} })).rejects.toThrow(
      "the pipeline `train` has no schedule.",
    );
  });

  test("following", async () => {
    const { workflow } = await submitArgoRun(engine(), submission);
    cluster.logs[`${workflow}-comp-fit-42`] = "out of memory\n";
    const pod = (phase: string, more: object = {}) => ({
      [`${workflow}-42`]: { name: `${workflow}.pipeline.fit`, type: "Pod", templateName: "comp-fit", phase, ...more },
      [`${workflow}-43`]: { name: `${workflow}.pipeline`, type: "DAG", phase: "Running" },
      [`${workflow}-44`]: { name: `${workflow}.pipeline.old`, type: "Steps", phase: "Succeeded", memoizationStatus: { hit: true } },
    });
    const history = [
      {},
      { phase: "Running", nodes: pod("Pending") },
      { phase: "Running", compressedNodes: gzipSync(JSON.stringify(pod("Running"))).toString("base64") },
      { phase: "Failed", message: "child failed", nodes: pod("Failed", { message: "OOMKilled (exit code 137)" }) },
    ];
    cluster.onRead = (object) => {
      object.status = history.shift();
    };
    const events: RunEvent[] = [];
    const ended = await followArgoRun(engine(), workflow, { onEvent: (event) => events.push(event) });
    expect(ended).toEqual({ state: "failed", message: "child failed" });
    expect(
      events.map((event) => `${event.kind} ${"task" in event ? event.task : ""} ${"state" in event ? event.state : event.text.trim()}`),
    ).toEqual([
      "run  pending",
      "task fit pending",
      "task old cached",
      "run  running",
      "task fit running",
      "task fit failed",
      "log fit out of memory",
      "run  failed",
    ]);
  });

  test("cancelling, and what is deleted meanwhile", async () => {
    const { workflow } = await submitArgoRun(engine(), submission);
    await engine().cancel(workflow);
    cluster.onRead = (object) => {
      object.status = { phase: "Failed", message: "Stopped with strategy 'Terminate'" };
    };
    expect(await followArgoRun(engine(), workflow, { onEvent: () => {} })).toMatchObject({ state: "cancelled" });
    if (by === "server") await engine().retry(workflow);
    else await expect(engine().retry(workflow)).rejects.toMatchObject({ kind: "spec" });
    cluster.onRead = () => cluster.objects.clear();
    await expect(followArgoRun(engine(), workflow, { onEvent: () => {} })).rejects.toMatchObject({
      kind: "gone",
      message: `the workflow \`${workflow}\` was deleted while it was followed.`,
    });
  });

  test.each([
    [
      { status: 403, body: { message: "workflows.argoproj.io is forbidden" } },
      "namespace",
      "not allowed: Argo knows a request without credentials, and does not let it create the workflow",
    ],
    [
      { status: 401, body: { message: "token not valid" } },
      "auth",
      "not logged in: Argo does not accept a request without credentials (401): token not valid.",
    ],
    [
      { status: 422, body: { kind: "Status", message: "spec.entrypoint is required" } },
      "spec",
      "the spec was refused: Argo cannot create the workflow",
    ],
  ])("%j is a matter of the %s", async (reply, kind, message) => {
    cluster.faults.push({ at: createWorkflow, reply });
    await expect(submitArgoRun(engine(), submission)).rejects.toMatchObject({ kind, message: expect.stringContaining(message) });
  });

  test("a namespace that is not there; a cluster without Argo", async () => {
    await expect(submitArgoRun(engine("nowhere"), submission)).rejects.toMatchObject({
      kind: "namespace",
      message: expect.stringContaining("there is no `nowhere`"),
    });
    const missing =
      by === "server"
        ? { status: 404, body: "404 page not found" }
        : { status: 404, body: { kind: "Status", message: "the server could not find the requested resource" } };
    cluster.faults.push({ at: readWorkflow, reply: missing });
    await expect(followArgoRun(engine(), "x", { onEvent: () => {} })).rejects.toMatchObject({
      kind: "address",
      message: expect.stringContaining("wrong address: there is no Argo at"),
    });
  });

  test("a dry run sends nothing", async () => {
    const shown: DryRequest[] = [];
    await submitArgoRun(
      engine("ml", (request) => shown.push(request)),
      submission,
    );
    expect(cluster.received).toEqual([]);
    expect(shown.map(({ method }) => method)).toEqual(by === "server" ? ["POST", "POST", "POST"] : ["PATCH", "PATCH", "POST"]);
  });
});
