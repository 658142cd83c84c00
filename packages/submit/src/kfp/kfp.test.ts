import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../auth/auth.ts";
import { bearerToken, tokenFile } from "../auth/bearer.ts";
import { Client, type ClientOptions, type DryRequest } from "../http/client.ts";
import { Secrets } from "../http/secrets.ts";
import type { RunEvent } from "../run.ts";
import { fastClock } from "../samples/clock.ts";
import { type KfpServer, kfpServer } from "../samples/kfp-server.ts";
import { samplePipeline } from "../samples/pipelines.ts";
import { followKfpRun } from "./follow.ts";
import { Kfp } from "./kfp.ts";
import { installKfpSchedule, submitKfpRun } from "./submit.ts";

let server: KfpServer;
let clock: ReturnType<typeof fastClock>;
beforeEach(async () => {
  server = await kfpServer();
  clock = fastClock();
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const document = samplePipeline();
const parameters = { rows: 5, cfg: { deep: [1, null, "x"] } };
const CREATE_RUN = "POST /apis/v2beta1/runs";
const UPLOAD = "POST /apis/v2beta1/pipelines/upload_version";

function kfp(options: Partial<ClientOptions> = {}): Kfp {
  return new Kfp(
    new Client({ base: server.url, service: "Kubeflow Pipelines", auth: anonymous, secrets: new Secrets(), clock, ...options }),
  );
}
const operations = () => server.received.map(({ operation }) => operation.replace("/apis/v2beta1", ""));

describe("a run", () => {
  test("uploads what is new, and starts with typed inputs", async () => {
    const submission = { document, parameters, experiment: "nightly", serviceAccount: "trainer", root: "s3://bucket/root" };
    const { runId } = await submitKfpRun(kfp({ namespace: "team-a" }), submission);
    expect(operations()).toEqual([
      "GET /pipelines/names/{name}",
      "POST /pipelines",
      "GET /pipelines/{pipeline_id}/versions",
      "POST /pipelines/upload_version",
      "GET /experiments",
      "POST /experiments",
      "POST /runs",
    ]);
    expect(server.runs).toEqual([
      {
        run_id: runId,
        state: "PENDING",
        display_name: expect.stringMatching(/^train-[0-9a-f]{12}$/),
        description: expect.stringMatching(/^Submitted by typeline, request [0-9a-f]{12}\.$/),
        experiment_id: server.experiments[0]!["experiment_id"],
        pipeline_version_reference: {
          pipeline_id: server.pipelines[0]!["pipeline_id"],
          pipeline_version_id: server.versions[0]!["pipeline_version_id"],
        },
        runtime_config: { parameters, pipeline_root: "s3://bucket/root" },
        service_account: "trainer",
      },
    ]);
    expect(server.pipelines[0]).toMatchObject({
      name: "train",
      display_name: "Train a model",
      description: "Trains.",
      namespace: "team-a",
    });
    expect(server.versions[0]!["text"]).toContain("schemaVersion: 2.1.0");
    expect(server.versions[0]!["name"]).toMatch(/^sha256-[0-9a-f]{12}$/);
  });

  test("of a pipeline that is there uploads nothing", async () => {
    await submitKfpRun(kfp(), { document, parameters });
    server.received.length = 0;
    await submitKfpRun(kfp(), { document, parameters });
    expect(operations()).toEqual([
      "GET /pipelines/names/{name}",
      "GET /pipelines/{pipeline_id}/versions",
      "GET /experiments",
      "POST /runs",
    ]);
    expect(server.runs).toHaveLength(2);
    await submitKfpRun(kfp(), { document: samplePipeline({ labels: { a: "b" } }), parameters });
    expect(server.versions).toHaveLength(2);
  });

  test("with the same request id is started once, also by another process", async () => {
    const first = await submitKfpRun(kfp(), { document, parameters, requestId: "build 17" });
    const second = await submitKfpRun(kfp(), { document, parameters, requestId: "build 17" });
    const third = await submitKfpRun(kfp(), { document, parameters, requestId: "build 18" });
    expect(second.runId).toBe(first.runId);
    expect(third.runId).not.toBe(first.runId);
    expect(server.runs).toHaveLength(2);
  });

  test("is not started in an archived experiment", async () => {
    server.experiments.push({ experiment_id: "e", display_name: "old", storage_state: "ARCHIVED" });
    await expect(submitKfpRun(kfp(), { document, parameters, experiment: "old" })).rejects.toMatchObject({
      kind: "spec",
      message: "the experiment `old` is archived: restore it, or name another with `--experiment`.",
    });
  });
});

describe("faults", () => {
  test("a token that has run out is read anew", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "typeline-token-")), "token");
    writeFileSync(file, "old-token\n");
    server.tokens.push("new-token");
    const auth = tokenFile(file, new Secrets());
    // The file is written anew while the first request is on its way.
    const headers = auth.headers;
    let asked = 0;
    const rotating = {
      ...auth,
      headers: async () => {
        const shown = await headers();
        if ((asked += 1) === 1) writeFileSync(file, "new-token\n");
        return shown;
      },
    };
    await submitKfpRun(kfp({ auth: rotating }), { document, parameters });
    expect(server.received.map(({ headers: { authorization } }) => authorization).slice(0, 2)).toEqual([
      "Bearer old-token",
      "Bearer new-token",
    ]);
    expect(server.runs).toHaveLength(1);
  });

  test("a token that is refused is told of, and not shown", async () => {
    server.tokens.push("right");
    const secrets = new Secrets();
    const failed = submitKfpRun(kfp({ auth: bearerToken("s3cr3t-t0ken", "TYPELINE_TOKEN", secrets), secrets }), { document, parameters });
    const error = await failed.catch((thrown: Error) => thrown as Error);
    expect(error).toMatchObject({
      kind: "auth",
      message:
        "not logged in: Kubeflow Pipelines does not accept the token of TYPELINE_TOKEN (401): Request header error: there is no user identity for Bearer ***.",
    });
    expect(JSON.stringify([error, (error as Error).stack, (error as Error).cause])).not.toContain("s3cr3t");
  });

  test("409: what another made in the meantime is taken", async () => {
    server.faults.push({ at: "GET /apis/v2beta1/pipelines/names/{name}", reply: { status: 404, body: { code: 5, message: "not found" } } });
    server.pipelines.push({ pipeline_id: "theirs", name: "train" });
    await submitKfpRun(kfp(), { document, parameters });
    expect(server.runs[0]).toMatchObject({ pipeline_version_reference: { pipeline_id: "theirs" } });
  });

  test("429: waits as long as it is told to, then asks again", async () => {
    server.faults.push(
      { at: CREATE_RUN, reply: { status: 429, headers: { "retry-after": "7" } } },
      { at: CREATE_RUN, reply: { status: 429, headers: { "retry-after": new Date(clock.now() + 20_000).toUTCString() } } },
    );
    await submitKfpRun(kfp(), { document, parameters });
    expect(clock.slept).toEqual([7000, 13_000]);
    expect(server.runs).toHaveLength(1);
  });

  test("429 without end is told of", async () => {
    for (let count = 0; count < 5; count += 1) server.faults.push({ at: CREATE_RUN, reply: { status: 429 } });
    await expect(submitKfpRun(kfp(), { document, parameters })).rejects.toMatchObject({
      kind: "server",
      message: "Kubeflow Pipelines is too busy to create the run (429).",
    });
    expect(clock.slept).toHaveLength(4);
    expect(clock.slept[3]).toBeGreaterThan(clock.slept[0]! * 4);
  });

  test("5xx: a question is asked again; a run is looked for before it is started again", async () => {
    server.faults.push(
      { at: "GET /apis/v2beta1/experiments", reply: { status: 503, body: "<html>no healthy upstream</html>" } },
      { at: CREATE_RUN, reply: { status: 503, headers: { "retry-after": "9" } } },
    );
    await submitKfpRun(kfp(), { document, parameters });
    expect(operations().slice(4)).toEqual([
      "GET /experiments",
      "GET /experiments",
      "POST /experiments",
      "POST /runs",
      "GET /runs",
      "POST /runs",
    ]);
    expect(server.runs).toHaveLength(1);
    expect(clock.slept.at(-1)).toBe(9000);
  });

  test.each(["during", "after"] as const)("an upload whose connection breaks %s it is there once", async (drop) => {
    server.faults.push({ at: UPLOAD, drop });
    const large = samplePipeline({ labels: { filler: "x".repeat(3_000_000) } });
    await submitKfpRun(kfp(), { document: large, parameters });
    expect(server.versions).toHaveLength(1);
    expect(server.versions[0]!["text"]).toContain("x".repeat(1000));
    expect(server.runs).toHaveLength(1);
  });

  test.each(["during", "after"] as const)("a run whose connection breaks %s its request is started once", async (drop) => {
    server.faults.push({ at: CREATE_RUN, drop });
    const { runId } = await submitKfpRun(kfp(), { document, parameters });
    expect(server.runs.map(({ run_id }) => run_id)).toEqual([runId]);
  });

  test("a redirect to a page to log in", async () => {
    const login = "https://user:pw@dex.example.com/dex/auth?state=s3cr3t";
    server.faults.push({ at: "GET /apis/v2beta1/pipelines/names/{name}", reply: { status: 302, headers: { location: login } } });
    await expect(submitKfpRun(kfp(), { document, parameters })).rejects.toMatchObject({
      kind: "auth",
      message:
        "not logged in: Kubeflow Pipelines does not accept a request without credentials, and leads to https://dex.example.com/dex/auth.",
    });
  });

  test("a page in place of an answer", async () => {
    const page = { body: "<html>Sign in</html>", headers: { "content-type": "text/html; charset=utf-8" } };
    server.faults.push({ at: "GET /apis/v2beta1/pipelines/names/{name}", reply: page });
    await expect(submitKfpRun(kfp(), { document, parameters })).rejects.toMatchObject({
      kind: "address",
      message: `${server.url}/apis/v2beta1/pipelines/names/train answers with a web page, not as Kubeflow Pipelines: the address is wrong, or it is a page to log in at.`,
    });
  });

  test.each([
    [
      { status: 301, headers: { location: "https://elsewhere.example.com/x" } },
      "address",
      /^wrong address: .* leads to https:\/\/elsewhere\.example\.com\/x\. Set `--endpoint`/,
    ],
    [{ status: 404, body: "<html>nginx</html>" }, "address", /^wrong address: there is no Kubeflow Pipelines at /],
    [
      { status: 403, body: { message: "User 'a' is not authorized" } },
      "namespace",
      /does not let it look for the pipeline `train` in namespace `team-b` \(403\): User 'a' is not authorized\.$/,
    ],
    [{ status: 404, body: { message: 'namespaces "team-b" not found' } }, "namespace", /^wrong namespace: there is no `team-b`/],
    [{ status: 400, body: { message: "Invalid\n  \u001b[2Jinput" } }, "spec", /^the spec was refused: .*: Invalid \[2Jinput\.$/],
  ] as const)("%j is a matter of the %s", async (reply, kind, message) => {
    server.faults.push({ at: "GET /apis/v2beta1/pipelines/names/{name}", reply });
    await expect(submitKfpRun(kfp({ namespace: "team-b" }), { document, parameters })).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
    expect(clock.slept).toEqual([]);
  });

  test("nothing at the address", async () => {
    const { port } = server;
    await server.close();
    await expect(submitKfpRun(kfp(), { document, parameters })).rejects.toMatchObject({
      kind: "address",
      message: `wrong address: nothing listens at 127.0.0.1:${port}, so typeline cannot look for the pipeline \`train\`. Set \`--endpoint\`.`,
    });
    await expect(submitKfpRun(kfp({ base: "http://no.such.host.invalid" }), { document, parameters })).rejects.toMatchObject({
      kind: "address",
    });
  });
});

describe("following", () => {
  const fit = (state: string, more: object = {}) => ({
    task_id: "t1",
    display_name: "fit",
    state,
    child_tasks: [{ pod_name: "pod-1" }],
    ...more,
  });

  test("tells of each change once, and shows the log of what failed", async () => {
    const { runId } = await submitKfpRun(kfp(), { document, parameters });
    server.logs["pod-1"] = "Traceback: no memory\n";
    const history = [
      { state: "PENDING" },
      { state: "RUNNING", run_details: { task_details: [{ task_id: "t0", display_name: "root", state: "RUNNING" }, fit("RUNNING")] } },
      { state: "RUNNING", run_details: { task_details: [fit("RUNNING")] } },
      {
        state: "FAILED",
        error: { message: "fit failed" },
        run_details: { task_details: [fit("FAILED", { error: { message: "exit code 137" } })] },
      },
    ];
    server.onRead = (run) => void Object.assign(run, history.shift());
    const events: RunEvent[] = [];
    const ended = await followKfpRun(kfp(), runId, { onEvent: (event) => events.push(event) });
    expect(ended).toEqual({ state: "failed", message: "fit failed" });
    expect(events).toEqual([
      { kind: "run", state: "pending" },
      { kind: "task", task: "fit", state: "running" },
      { kind: "run", state: "running" },
      { kind: "task", task: "fit", state: "failed", message: "exit code 137" },
      { kind: "log", task: "fit", text: "Traceback: no memory\n" },
      { kind: "run", state: "failed", message: "fit failed" },
    ]);
  });

  test("all logs are told while tasks run, each line once", async () => {
    const { runId } = await submitKfpRun(kfp(), { document, parameters });
    const history = ["one\ntw", "one\ntwo\n", "one\ntwo\n", "one\ntwo\nthree"];
    server.onRead = (run) => {
      server.logs["pod-1"] = history.shift()!;
      const state = history.length > 0 ? "RUNNING" : "SUCCEEDED";
      Object.assign(run, { state, run_details: { task_details: [fit(state)] } });
    };
    const events: RunEvent[] = [];
    await followKfpRun(kfp(), runId, { onEvent: (event) => events.push(event), logs: "all" });
    expect(events.flatMap((event) => (event.kind === "log" ? [event.text] : []))).toEqual(["one\n", "two\n", "three"]);
  });

  test("a log that cannot be had is none; a server that is away for a moment is waited for", async () => {
    const { runId } = await submitKfpRun(kfp(), { document, parameters });
    server.faults.push(
      { at: "GET /apis/v2beta1/runs/{run_id}", reply: { status: 503 } },
      { at: "GET /apis/v2beta1/runs/{run_id}", drop: "after" },
    );
    server.onRead = (run) => void Object.assign(run, { state: "SUCCEEDED", run_details: { task_details: [fit("SUCCEEDED")] } });
    const events: RunEvent[] = [];
    const ended = await followKfpRun(kfp(), runId, { onEvent: (event) => events.push(event), logs: "all" });
    expect(ended.state).toBe("succeeded");
    expect(events.map(({ kind }) => kind)).toEqual(["task", "run"]);
  });

  test("a run that is deleted meanwhile", async () => {
    const { runId } = await submitKfpRun(kfp(), { document, parameters });
    let reads = 0;
    server.onRead = () => {
      if ((reads += 1) === 3) server.runs.length = 0;
    };
    await expect(followKfpRun(kfp(), runId, { onEvent: () => {} })).rejects.toMatchObject({
      kind: "gone",
      message: `the run \`${runId}\` was deleted while it was followed.`,
    });
  });

  test("cancelling and retrying", async () => {
    const { runId } = await submitKfpRun(kfp(), { document, parameters });
    await kfp().terminate(runId);
    expect(server.runs[0]).toMatchObject({ state: "CANCELING" });
    server.onRead = (run) => void Object.assign(run, { state: "CANCELED" });
    expect(await followKfpRun(kfp(), runId, { onEvent: () => {} })).toEqual({ state: "cancelled", message: undefined });
    await kfp().retry(runId);
    expect(server.runs[0]).toMatchObject({ state: "RUNNING" });
    await expect(kfp().terminate("none")).rejects.toMatchObject({ kind: "gone", message: expect.stringContaining("Run none not found") });
  });
});

describe("a schedule", () => {
  const scheduled = (more: object = {}) =>
    samplePipeline({ schedule: { cron: "30 4 * * 1-5", inputs: { rows: 9 }, ...more }, serviceAccount: "cron" });

  test("becomes a recurring run, once", async () => {
    const first = await installKfpSchedule(kfp({ namespace: "team-a" }), { document: scheduled(), parameters: {} });
    const again = await installKfpSchedule(kfp({ namespace: "team-a" }), { document: scheduled(), parameters: {} });
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(server.recurringRuns).toEqual([
      {
        recurring_run_id: first.id,
        display_name: "train",
        description: expect.stringMatching(/^Installed by typeline, [0-9a-f]{12}\.$/),
        experiment_id: expect.any(String),
        namespace: "team-a",
        pipeline_version_reference: expect.anything(),
        runtime_config: { parameters: { rows: 9 } },
        service_account: "cron",
        max_concurrency: "1",
        trigger: { cron_schedule: { cron: "0 30 4 * * 1-5" } },
        mode: "ENABLE",
        no_catchup: true,
      },
    ]);
  });

  test("that changed takes the place of the old one, and of no other's", async () => {
    server.experiments.push({ experiment_id: "e", display_name: "Default" });
    server.recurringRuns.push({ recurring_run_id: "by-hand", display_name: "train", description: "mine" });
    const { id: old } = await installKfpSchedule(kfp(), { document: scheduled(), parameters: {} });
    const { id } = await installKfpSchedule(kfp(), {
      document: scheduled({ cron: "0 5 * * 7", catchup: true, maxConcurrent: 3 }),
      parameters: { rows: 1 },
    });
    expect(server.recurringRuns.map((one) => one["recurring_run_id"])).toEqual(["by-hand", id]);
    expect(id).not.toBe(old);
    expect(server.recurringRuns[1]).toMatchObject({
      trigger: { cron_schedule: { cron: "0 0 5 * * 0" } },
      no_catchup: false,
      max_concurrency: "3",
      runtime_config: { parameters: { rows: 1 } },
    });
  });

  test("in another time zone cannot be kept; none cannot be installed", async () => {
    await expect(installKfpSchedule(kfp(), { document: scheduled({ timezone: "Europe/Berlin" }), parameters: {} })).rejects.toMatchObject({
      kind: "spec",
    });
    await expect(installKfpSchedule(kfp(), { document, parameters: {} })).rejects.toThrow("the pipeline `train` has no schedule.");
    expect(server.received).toEqual([]);
  });
});

test("a dry run sends nothing, and shows no secret", async () => {
  const secrets = new Secrets();
  const shown: DryRequest[] = [];
  const auth = bearerToken("s3cr3t-t0ken", "TYPELINE_TOKEN", secrets);
  const { runId } = await submitKfpRun(kfp({ auth, secrets, dryRun: (request) => shown.push(request) }), { document, parameters });
  expect(runId).toBe("RUN_ID");
  expect(server.received).toEqual([]);
  expect(shown.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    "GET /apis/v2beta1/pipelines/names/train",
    "POST /apis/v2beta1/pipelines",
    "GET /apis/v2beta1/pipelines/PIPELINE_ID/versions",
    "POST /apis/v2beta1/pipelines/upload_version",
    "GET /apis/v2beta1/experiments",
    "POST /apis/v2beta1/experiments",
    "POST /apis/v2beta1/runs",
  ]);
  expect(shown.every(({ headers }) => headers["authorization"] === "Bearer ***")).toBe(true);
  expect(JSON.stringify(shown)).not.toContain("s3cr3t");
});
