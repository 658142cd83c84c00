import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Connection, connectArgo, connectKfp, connectVertex } from "./connect.ts";
import { endpointOf } from "./endpoint.ts";
import type { Engine } from "./engine.ts";
import type { DryRequest } from "./http/client.ts";
import { Secrets } from "./http/secrets.ts";
import { fastClock } from "./samples/clock.ts";
import { kfpServer } from "./samples/kfp-server.ts";
import { samplePipeline } from "./samples/pipelines.ts";

const folder = mkdtempSync(join(tmpdir(), "typeline-connect-"));
writeFileSync(join(folder, "token"), "of-the-file\n");
writeFileSync(
  join(folder, "kubeconfig"),
  `current-context: c
contexts: [{name: c, context: {cluster: c, user: u, namespace: team-a}}]
clusters: [{name: c, cluster: {server: "https://cluster.example.com"}}]
users: [{name: u, user: {token: of-the-kubeconfig}}]
`,
);
const kubeconfig = { KUBECONFIG: join(folder, "kubeconfig") };
const manifests = [{ apiVersion: "argoproj.io/v1alpha1", kind: "WorkflowTemplate", metadata: { name: "train" }, spec: {} }];
const submission = { document: samplePipeline(), parameters: { rows: 5 }, root: "gs://bucket/root" };

/** The first request of a submission that is not sent. */
async function shown(connect: (connection: Connection) => Promise<Engine>, connection: Partial<Connection>): Promise<DryRequest> {
  const requests: DryRequest[] = [];
  const engine = await connect({ env: {}, secrets: new Secrets(), dryRun: (request) => requests.push(request), ...connection });
  await engine.submit(submission);
  return requests[0]!;
}
const argo = (connection: Connection) => connectArgo(connection, () => manifests);

describe("who asks KFP", () => {
  test.each<[string, Partial<Connection>, string | undefined]>([
    ["a token file", { tokenFile: join(folder, "token"), env: { TYPELINE_TOKEN: "of-the-variable" } }, "Bearer of-the-file"],
    [
      "a token",
      { env: { TYPELINE_TOKEN: "of-the-variable", TYPELINE_USERNAME: "ada", TYPELINE_PASSWORD: "pw" } },
      "Bearer of-the-variable",
    ],
    ["the token of the pod", { env: { KF_PIPELINES_SA_TOKEN_PATH: join(folder, "token") } }, "Bearer of-the-file"],
    ["nobody", { env: { KF_PIPELINES_SA_TOKEN_PATH: join(folder, "none") } }, undefined],
  ])("%s", async (_who, connection, authorization) => {
    const server = await kfpServer();
    onTestFinished(server.close);
    const engine = await connectKfp({ env: {}, secrets: new Secrets(), clock: fastClock(), endpoint: server.url, ...connection });
    await engine.submit(submission);
    expect(new Set(server.received.map(({ headers }) => headers["authorization"]))).toEqual(new Set([authorization]));
  });

  test("a user, whose cookie a dry run does not fetch", async () => {
    const { headers } = await shown(connectKfp, {
      endpoint: "https://kubeflow.invalid/pipeline",
      env: { TYPELINE_USERNAME: "ada", TYPELINE_PASSWORD: "pw" },
    });
    expect(headers["cookie"]).toBe("***");
    await expect(shown(connectKfp, { endpoint: "https://kubeflow.invalid", env: { TYPELINE_USERNAME: "ada" } })).rejects.toThrow(
      "go together",
    );
  });
});

describe("where KFP is", () => {
  test.each<[string, Partial<Connection>, string]>([
    [
      "an address",
      { endpoint: "https://kubeflow.example.com/pipeline/", env: { KF_PIPELINES_ENDPOINT: "https://other.example.com" } },
      "https://kubeflow.example.com/pipeline",
    ],
    ["a variable", { env: { KF_PIPELINES_ENDPOINT: "localhost:8888", ...kubeconfig } }, "http://localhost:8888"],
    ["a pod's own cluster", { env: { KUBERNETES_SERVICE_HOST: "10.0.0.1" } }, "http://ml-pipeline.kubeflow.svc.cluster.local:8888"],
    [
      "the kubeconfig's cluster",
      { env: kubeconfig },
      "https://cluster.example.com/api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy",
    ],
    [
      "another namespace of it",
      { env: kubeconfig, namespace: "kfp" },
      "https://cluster.example.com/api/v1/namespaces/kfp/services/ml-pipeline:http/proxy",
    ],
  ])("%s", async (_where, connection, base) => {
    expect((await shown(connectKfp, connection)).url).toBe(`${base}/apis/v2beta1/pipelines/names/train`);
  });
});

describe("where Argo is", () => {
  test.each<[string, Partial<Connection>, string, string | undefined]>([
    [
      "the kubeconfig's cluster and namespace",
      { env: kubeconfig },
      "PATCH https://cluster.example.com/apis/argoproj.io/v1alpha1/namespaces/team-a/workflowtemplates/train",
      "Bearer ***",
    ],
    [
      "another namespace of it",
      { env: kubeconfig, namespace: "ml" },
      "PATCH https://cluster.example.com/apis/argoproj.io/v1alpha1/namespaces/ml/workflowtemplates/train",
      "Bearer ***",
    ],
    [
      "a server",
      { endpoint: "https://argo.example.com", env: { ARGO_NAMESPACE: "ml" } },
      "POST https://argo.example.com/api/v1/workflow-templates/ml",
      undefined,
    ],
    [
      "the server of Argo's own variables",
      { env: { ARGO_SERVER: "localhost:2746", ARGO_SECURE: "false", ARGO_TOKEN: "Bearer of-argo", ...kubeconfig } },
      "POST http://localhost:2746/api/v1/workflow-templates/default",
      "Bearer ***",
    ],
  ])("%s", async (_where, connection, line, authorization) => {
    const { method, url, headers } = await shown(argo, connection);
    expect([`${method} ${url.replace(/\?.*/, "")}`, headers["authorization"]]).toEqual([line, authorization]);
  });
});

test("Vertex AI by Google's variables, and by its endpoint", async () => {
  const env = { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29", GOOGLE_CLOUD_PROJECT: "p", GOOGLE_CLOUD_REGION: "us-east1" };
  expect((await shown(connectVertex, { env })).url).toMatch(
    /^https:\/\/us-east1-aiplatform\.googleapis\.com\/v1\/projects\/p\/locations\/us-east1\/pipelineJobs\?/,
  );
  expect((await shown(connectVertex, { env, endpoint: "projects/q/locations/us-west1" })).url).toContain(
    "/v1/projects/q/locations/us-west1/",
  );
  await expect(shown(connectVertex, { env: { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29" } })).rejects.toMatchObject({ kind: "address" });
});

test("what an engine has no word for is refused", async () => {
  const data = { ...submission, artifacts: { data: ["gs://bucket/data"] } };
  const kfp = await connectKfp({ env: {}, secrets: new Secrets(), endpoint: "localhost:1" });
  await expect(kfp.submit(data)).rejects.toMatchObject({ kind: "spec", message: expect.stringContaining("`importArtifact`") });
  await expect(kfp.install(data)).rejects.toMatchObject({ kind: "spec" });
  const vertex = await connectVertex({
    env: { GOOGLE_OAUTH_ACCESS_TOKEN: "x" },
    endpoint: "projects/p/locations/l",
    secrets: new Secrets(),
  });
  await expect(vertex.retry("x")).rejects.toMatchObject({ kind: "spec" });
});

describe("addresses", () => {
  test.each([
    ["localhost:8888", "http://localhost:8888"],
    ["127.0.0.1:8888/pipeline/", "http://127.0.0.1:8888/pipeline"],
    ["kubeflow.example.com/pipeline", "https://kubeflow.example.com/pipeline"],
    ["http://kubeflow.example.com/?x#y", "http://kubeflow.example.com"],
    ["localhost.example.com", "https://localhost.example.com"],
  ])("%s is %s", (text, url) => {
    expect(endpointOf(text)).toBe(url);
  });

  test.each([
    ["ftp://host", "address"],
    ["https://", "address"],
    ["https://ada:pw@host", "auth"],
  ])("%s is refused, and not shown", (text, kind) => {
    expect(() => endpointOf(text)).toThrow(expect.objectContaining({ kind, message: expect.not.stringContaining("pw") }));
  });
});
