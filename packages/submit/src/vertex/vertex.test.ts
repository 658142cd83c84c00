import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bearerToken, renewingToken } from "../auth/bearer.ts";
import { Client, type ClientOptions, type DryRequest } from "../http/client.ts";
import { Secrets } from "../http/secrets.ts";
import type { RunEvent } from "../run.ts";
import { fastClock } from "../samples/clock.ts";
import { samplePipeline } from "../samples/pipelines.ts";
import { type VertexServer, vertexServer } from "../samples/vertex-server.ts";
import { followVertexRun } from "./follow.ts";
import { vertexPlace } from "./place.ts";
import { installVertexSchedule, submitVertexRun } from "./submit.ts";
import { Vertex } from "./vertex.ts";

let server: VertexServer;
beforeEach(async () => {
  server = await vertexServer();
  server.tokens.push("ya29.good");
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const parent = "/v1/projects/{project}/locations/{location}";
const CREATE = `POST ${parent}/pipelineJobs`;

function vertex(options: Partial<ClientOptions> = {}): Vertex {
  const secrets = new Secrets();
  const place = vertexPlace(`${server.url}/v1/projects/p/locations/europe-west4`, {});
  const auth = bearerToken("ya29.good", "TEST", secrets);
  const client = new Client({ base: place.base, service: "Vertex AI", auth, secrets, clock: fastClock(), ...options });
  return new Vertex(client, place, client);
}
const submission = {
  document: samplePipeline({ labels: { team: "ml" } }),
  parameters: { rows: 5, cfg: { a: [1] } },
  root: "gs://bucket/root",
};

describe("a run", () => {
  test("is a pipeline job with the spec as it is, and typed inputs", async () => {
    const { jobId } = await submitVertexRun(vertex(), {
      ...submission,
      serviceAccount: "robot@p.iam.gserviceaccount.com",
      runName: "Nightly",
    });
    expect(server.jobs.get(jobId)).toMatchObject({
      name: `projects/p/locations/europe-west4/pipelineJobs/${jobId}`,
      displayName: "Nightly",
      labels: { team: "ml" },
      pipelineSpec: { schemaVersion: "2.1.0", pipelineInfo: { name: "train" }, root: expect.anything() },
      runtimeConfig: { gcsOutputDirectory: "gs://bucket/root", parameterValues: { rows: 5, cfg: { a: [1] } } },
      serviceAccount: "robot@p.iam.gserviceaccount.com",
    });
    expect(server.jobs.get(jobId).pipelineSpec).not.toHaveProperty("platforms");
  });

  test.each(["during", "after"] as const)(
    "whose connection breaks %s it is started once; so is one that is asked for twice",
    async (drop) => {
      server.faults.push({ at: CREATE, drop }, { at: CREATE, reply: { status: 503 } });
      const first = await submitVertexRun(vertex(), { ...submission, requestId: "build 17" });
      expect(await submitVertexRun(vertex(), { ...submission, requestId: "build 17" })).toEqual(first);
      expect(server.jobs.size).toBe(1);
    },
  );

  test("with artifacts registers them, once", async () => {
    const document = samplePipeline();
    document.spec.root.inputDefinitions!.artifacts = { data: { artifactType: { schemaTitle: "system.Dataset" } } };
    const artifacts = { data: ["gs://bucket/data.csv"] };
    const { jobId } = await submitVertexRun(vertex(), { ...submission, document, artifacts });
    await submitVertexRun(vertex(), { ...submission, document, artifacts });
    const [[id, artifact]] = [...server.artifacts] as [[string, unknown]];
    expect(artifact).toMatchObject({ uri: "gs://bucket/data.csv", schemaTitle: "system.Dataset", state: "LIVE" });
    expect(server.jobs.get(jobId).runtimeConfig.inputArtifacts).toEqual({ data: { artifactId: id } });
    expect(server.artifacts.size).toBe(1);
    await expect(submitVertexRun(vertex(), { ...submission, document, artifacts: { data: ["/tmp/x"] } })).rejects.toThrow(
      "is a file of this machine",
    );
  });

  test.each([
    [{ root: undefined }, "Vertex AI needs a place for artifacts"],
    [{ root: "s3://bucket" }, "`s3://bucket` is not there"],
    [{ document: samplePipeline({ labels: { Team: "ML" } }) }, "Vertex AI takes no label `Team: ML`"],
  ])("%j is refused before anything is sent", async (change, message) => {
    await expect(submitVertexRun(vertex(), { ...submission, ...change })).rejects.toMatchObject({
      kind: "spec",
      message: expect.stringContaining(message),
    });
    expect(server.received).toEqual([]);
  });
});

describe("faults", () => {
  test("a token that has run out is asked for anew", async () => {
    const tokens = ["ya29.old", "ya29.good"];
    const auth = renewingToken("the test", async () => ({ token: tokens.shift()! }), Date.now, new Secrets());
    await submitVertexRun(vertex({ auth }), submission);
    expect(server.received.map(({ headers }) => headers["authorization"])).toEqual(["Bearer ya29.old", "Bearer ya29.good"]);
  });

  test.each([
    [401, "auth", "not logged in: Vertex AI does not accept the token of TEST (401): Request had invalid authentication credentials."],
    [403, "auth", "not allowed: Vertex AI knows the token of TEST, and does not let it create the pipeline job"],
    [400, "spec", "the spec was refused: Vertex AI cannot create the pipeline job"],
  ])("%d is a matter of the %s", async (status, kind, message) => {
    server.faults.push({ at: CREATE, reply: { status, body: { error: { message: "Request had invalid authentication credentials." } } } });
    await expect(submitVertexRun(vertex(), submission)).rejects.toMatchObject({ kind, message: expect.stringContaining(message) });
  });

  test("429 is waited for", async () => {
    const clock = fastClock();
    server.faults.push({ at: CREATE, reply: { status: 429, headers: { "retry-after": "3" } } });
    await submitVertexRun(vertex({ clock }), submission);
    expect(clock.slept).toEqual([3000]);
  });
});

test("following, with the log of what failed", async () => {
  const { jobId } = await submitVertexRun(vertex(), submission);
  server.logs["77"] = ["Traceback", "no memory"];
  const fit = (state: string, more: object = {}) => ({
    taskId: "1",
    taskName: "fit",
    state,
    executorDetail: { containerDetail: { mainJob: "projects/1/locations/e/customJobs/77" } },
    ...more,
  });
  const history = [
    {
      state: "PIPELINE_STATE_RUNNING",
      jobDetail: {
        taskDetails: [
          { taskId: "0", taskName: jobId, state: "RUNNING" },
          fit("RUNNING"),
          { taskId: "2", taskName: "old", state: "SKIPPED" },
        ],
      },
    },
    {
      state: "PIPELINE_STATE_FAILED",
      error: { message: "fit failed" },
      jobDetail: {
        taskDetails: [fit("FAILED", { error: { message: "exit 1" } }), { taskId: "3", taskName: "after", state: "NOT_TRIGGERED" }],
      },
    },
  ];
  server.onRead = (job) => void Object.assign(job, history.shift());
  const events: RunEvent[] = [];
  expect(await followVertexRun(vertex(), jobId, { onEvent: (event) => events.push(event) })).toEqual({
    state: "failed",
    message: "fit failed",
  });
  expect(events.map((event) => [event.kind, "task" in event ? event.task : "", "state" in event ? event.state : event.text])).toEqual([
    ["task", "fit", "running"],
    ["task", "old", "cached"],
    ["run", "", "running"],
    ["task", "fit", "failed"],
    ["log", "fit", "Traceback\nno memory\n"],
    ["task", "after", "skipped"],
    ["run", "", "failed"],
  ]);
  server.onRead = () => server.jobs.clear();
  await expect(followVertexRun(vertex(), jobId, { onEvent: () => {} })).rejects.toMatchObject({ kind: "gone" });
});

test("cancelling", async () => {
  const { jobId } = await submitVertexRun(vertex(), submission);
  await vertex().cancel(jobId);
  expect(await followVertexRun(vertex(), jobId, { onEvent: () => {} })).toMatchObject({ state: "cancelled" });
});

test("a schedule is made once, and changed", async () => {
  const scheduled = (cron: string) => ({
    ...submission,
    document: samplePipeline({ schedule: { cron, timezone: "Europe/Berlin", inputs: { rows: 9 }, maxConcurrent: 2 } }),
    parameters: {},
  });
  expect(await installVertexSchedule(vertex(), scheduled("0 4 * * *"))).toEqual({ id: "1", isNew: true });
  expect(await installVertexSchedule(vertex(), scheduled("0 5 * * *"))).toEqual({ id: "1", isNew: false });
  expect(server.schedules).toMatchObject([
    {
      displayName: "typeline-train",
      cron: "TZ=Europe/Berlin 0 5 * * *",
      maxConcurrentRunCount: "2",
      createPipelineJobRequest: {
        parent: "projects/p/locations/europe-west4",
        pipelineJob: { runtimeConfig: { parameterValues: { rows: 9 } } },
      },
    },
  ]);
  await expect(installVertexSchedule(vertex(), submission)).rejects.toThrow("the pipeline `train` has no schedule.");
});

test("a dry run sends nothing, and shows no secret", async () => {
  const shown: DryRequest[] = [];
  await submitVertexRun(vertex({ dryRun: (request) => shown.push(request) }), submission);
  expect(server.received).toEqual([]);
  expect(shown.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    "POST /v1/projects/p/locations/europe-west4/pipelineJobs",
  ]);
  expect(JSON.stringify(shown)).not.toContain("ya29");
});

test.each([
  ["projects/p/locations/us-central1", {}, "https://us-central1-aiplatform.googleapis.com", "projects/p/locations/us-central1"],
  [
    "https://us-east1-aiplatform.googleapis.com",
    { project: "q" },
    "https://us-east1-aiplatform.googleapis.com",
    "projects/q/locations/us-east1",
  ],
  ["https://proxy.example.com/v1/projects/p/locations/l/", {}, "https://proxy.example.com", "projects/p/locations/l"],
  [undefined, { project: "q", location: "asia-east1" }, "https://asia-east1-aiplatform.googleapis.com", "projects/q/locations/asia-east1"],
])("%s with %j is a place", (endpoint, fallback, base, expected) => {
  expect(vertexPlace(endpoint, fallback)).toMatchObject({ base, parent: expected });
});

test("a place without project or location is none", () => {
  expect(() => vertexPlace(undefined, { project: "p" })).toThrow("Vertex AI needs a location");
  expect(() => vertexPlace("https://us-east1-aiplatform.googleapis.com", {})).toThrow("Vertex AI needs a project");
});
