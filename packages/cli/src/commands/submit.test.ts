import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PipelineDocument, writeDocument } from "@typeline/ir";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import { argoCluster } from "../../../submit/src/samples/argo-servers.ts";
import { type KfpServer, kfpServer } from "../../../submit/src/samples/kfp-server.ts";
import { samplePipeline } from "../../../submit/src/samples/pipelines.ts";
import { type VertexServer, vertexServer } from "../../../submit/src/samples/vertex-server.ts";
import { createWorld, type World } from "../samples/world.ts";

let kfp: KfpServer;
let vertex: VertexServer;
beforeEach(async () => {
  kfp = await kfpServer();
  vertex = await vertexServer();
});
afterEach(async () => {
  await Promise.all([kfp.close(), vertex.close()]);
  expect([...kfp.violations, ...vertex.violations]).toEqual([]);
});

/** A project with compiled pipelines, one of them with a schedule. */
function world(environments: object = {}, defaultEnvironment?: string): World {
  const scheduled: PipelineDocument = samplePipeline({ schedule: { cron: "0 4 * * *", inputs: { rows: 9 } } }, "nightly");
  return createWorld({
    "train.yaml": writeDocument(samplePipeline()),
    "nightly.yaml": writeDocument(scheduled),
    "typeline.config.ts": JSON.stringify({ environments, ...(defaultEnvironment && { defaultEnvironment }) }),
  });
}

describe("a run", () => {
  test("is started with typed inputs; its id is the result", async () => {
    const { run, folder } = world();
    writeFileSync(join(folder, "cfg.json"), '{"deep": [1]}');
    const { code, stdout, stderr } = await run(
      "submit",
      "train.yaml",
      "--to",
      "kfp",
      "--endpoint",
      kfp.url,
      "-p",
      "rows=5",
      "-p",
      "cfg=@cfg.json",
      "--experiment",
      "e1",
      "--name",
      "First",
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${kfp.runs[0]!["run_id"]}\n` });
    expect(stderr).toBe(`Submitted train: Kubeflow Pipelines at ${kfp.url}\n  ${kfp.url}/#/runs/details/${stdout.trim()}\n`);
    expect(kfp.runs[0]).toMatchObject({ display_name: "First", runtime_config: { parameters: { rows: 5, cfg: { deep: [1] } } } });
    expect(kfp.experiments[0]).toMatchObject({ display_name: "e1" });
  });

  test("takes what the environment says, and the command line before it", async () => {
    const { run } = world({
      prod: { target: "kubernetes", endpoint: kfp.url, namespace: "team-a", serviceAccount: "trainer", root: "s3://b/root" },
    });
    expect(await run("submit", "train.yaml", "--env", "prod", "-p", "rows=5", "--json")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"engine": "kfp"'),
    });
    expect(kfp.runs[0]).toMatchObject({ service_account: "trainer", runtime_config: { pipeline_root: "s3://b/root" } });
    expect(kfp.pipelines[0]).toMatchObject({ namespace: "team-a" });
    await run("submit", "train.yaml", "--env", "prod", "-p", "rows=5", "--namespace", "team-b", "--service-account", "other");
    expect(kfp.runs[1]).toMatchObject({ service_account: "other" });
  });

  test("an environment's address is not another engine's", async () => {
    const { run, env } = world({ prod: { target: "kfp", endpoint: kfp.url, root: "gs://b/root" } });
    Object.assign(env, { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.x", GOOGLE_CLOUD_PROJECT: "p", GOOGLE_CLOUD_LOCATION: "us-east1" });
    const { code, stdout } = await run("submit", "train.yaml", "--env", "prod", "--to", "vertex", "-p", "rows=5", "--dry-run");
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^POST https:\/\/us-east1-aiplatform\.googleapis\.com\/v1\/projects\/p\/locations\/us-east1\/pipelineJobs\?/),
    ]);
  });

  test("is waited for: lines for what changes, the exit code of the run, no secret", async () => {
    const { run, env } = world();
    env["TYPELINE_TOKEN"] = "s3cr3t-t0ken";
    kfp.tokens.push("s3cr3t-t0ken");
    const fit = (state: string) => ({ task_id: "1", display_name: "fit", state, pod_name: "pod-1" });
    const history = [
      { state: "RUNNING", run_details: { task_details: [fit("RUNNING")] } },
      {
        state: "FAILED",
        error: { message: "fit failed" },
        run_details: { task_details: [{ ...fit("FAILED"), error: { message: "exit code 1" } }] },
      },
    ];
    kfp.logs["pod-1"] = "Authorization: Bearer s3cr3t-t0ken\nno memory\n";
    kfp.onRead = (one) => void Object.assign(one, history.shift());
    const { code, stdout, stderr } = await run(
      "submit",
      "train.yaml",
      "--to",
      "kfp",
      "--endpoint",
      kfp.url,
      "-p",
      "rows=5",
      "--wait",
      "--json",
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      engine: "kfp",
      run: kfp.runs[0]!["run_id"],
      pipeline: "train",
      url: expect.any(String),
      state: "failed",
      message: "fit failed",
    });
    expect(stderr.split("\n").slice(2)).toEqual([
      "fit  running",
      "Run running",
      "fit  failed: exit code 1",
      "  fit | Authorization: Bearer ***",
      "  fit | no memory",
      "Run failed: fit failed",
      "",
    ]);
    expect(stdout + stderr).not.toContain("s3cr3t");
  });

  test("of Vertex AI", async () => {
    const { run, env } = world();
    env["GOOGLE_OAUTH_ACCESS_TOKEN"] = "ya29.token";
    vertex.tokens.push("ya29.token");
    vertex.onRead = (job) => {
      job.state = "PIPELINE_STATE_SUCCEEDED";
    };
    const endpoint = `${vertex.url}/v1/projects/p/locations/l`;
    const { code, stdout, stderr } = await run(
      "submit",
      "train.yaml",
      "--to",
      "vertex",
      "--endpoint",
      endpoint,
      "--root",
      "gs://b/r",
      "-p",
      "rows=5",
      "--request-id",
      "a",
      "--wait",
    );
    expect([code, stdout]).toEqual([0, `${[...vertex.jobs.keys()][0]}\n`]);
    expect(stderr).toContain("Run succeeded\n");
    expect(stderr).toContain("https://console.cloud.google.com/vertex-ai/locations/l/pipelines/runs/train-");
  });
});

test("a dry run prints the requests, secrets masked, and sends none", async () => {
  const { run, env } = world();
  env["TYPELINE_TOKEN"] = "s3cr3t-t0ken";
  const args = [
    "submit",
    "train.yaml",
    "--to",
    "kfp",
    "--endpoint",
    kfp.url,
    "-p",
    "rows=5",
    "-p",
    'cfg={"note": "s3cr3t-t0ken"}',
    "--dry-run",
  ];
  const { code, stdout, stderr } = await run(...args);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(
    `POST ${kfp.url}/apis/v2beta1/runs\naccept: application/json\nauthorization: Bearer ***\n\n{\n  "display_name": "train-`,
  );
  expect(stdout).toContain("(uploadfile: pipeline.yaml, ");
  expect(stdout).not.toContain("s3cr3t");
  const records = JSON.parse((await run(...args, "--json")).stdout);
  expect(records.at(-1)).toMatchObject({
    method: "POST",
    headers: { authorization: "Bearer ***" },
    body: { runtime_config: { parameters: { rows: 5 } } },
  });
  expect(kfp.received).toEqual([]);
});

describe("schedules", () => {
  test("are installed where asked for, with their own inputs", async () => {
    const { run } = world();
    const { code, stdout, stderr } = await run("submit", "nightly.yaml", "--to", "kfp", "--endpoint", kfp.url, "--schedule");
    expect([code, stdout]).toEqual([0, `${kfp.recurringRuns[0]!["recurring_run_id"]}\n`]);
    expect(stderr).toBe(`Installed the schedule of nightly: Kubeflow Pipelines at ${kfp.url}\n`);
    expect(kfp.recurringRuns[0]).toMatchObject({ runtime_config: { parameters: { rows: 9 } } });
    expect(kfp.runs).toEqual([]);
  });

  test("are installed where the environment says so, unless a run is wanted", async () => {
    const { run } = world({ prod: { target: "kfp", endpoint: kfp.url, schedules: true } }, "prod");
    await run("submit", "nightly.yaml");
    await run("submit", "train.yaml", "-p", "rows=1");
    await run("submit", "nightly.yaml", "--no-schedule", "-p", "rows=2");
    expect([kfp.recurringRuns.length, kfp.runs.map((one) => one["runtime_config"].parameters.rows)]).toEqual([1, [1, 2]]);
  });

  test("are refused where the environment says no, or where there is none", async () => {
    const { run } = world({ dev: { target: "kfp", endpoint: kfp.url, schedules: false } }, "dev");
    expect(await run("submit", "nightly.yaml", "--schedule")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("installs no schedules"),
    });
    expect(
      await run("submit", "train.yaml", "--to", "kfp", "--env", "none", "-p", "rows=1", "--schedule", "--endpoint", kfp.url),
    ).toMatchObject({
      code: 1,
      stderr: "typeline: the pipeline `train` has no schedule.\n",
    });
  });
});

test("runs that were submitted before are followed, cancelled and retried", async () => {
  const { run } = world({ prod: { target: "kfp", endpoint: kfp.url } }, "prod");
  const id = (await run("submit", "train.yaml", "-p", "rows=5")).stdout.trim();
  expect(await run("submit", "--cancel", id)).toMatchObject({ code: 0, stderr: `Cancelled the run ${id}.\n` });
  kfp.onRead = (one) => {
    one["state"] = "CANCELED";
  };
  expect(await run("submit", "--follow", id)).toMatchObject({ code: 1, stdout: `${id}\n`, stderr: "Run cancelled\n" });
  expect(await run("submit", "--retry", id)).toMatchObject({ code: 0, stderr: `The run ${id} goes on.\n` });
  expect(await run("submit", "--follow", "nowhere")).toMatchObject({
    code: 1,
    stderr: "typeline: the run `nowhere` was deleted while it was followed.\n",
  });
});

describe("what is wrong is said in a line", () => {
  test.each<[string, string[], string]>([
    ["no engine", ["train.yaml"], "where to? Pass `--to kfp`, `--to argo` or `--to vertex`, or an environment with such a `target`."],
    [
      "no source",
      ["--to", "kfp"],
      "no SOURCE: name a `.ts` file, a folder or a compiled pipeline, or an earlier run with `--follow`, `--cancel` or `--retry`.",
    ],
    [
      "a source too much",
      ["train.yaml", "--to", "kfp", "--cancel", "x"],
      "`--cancel` is about a run that was submitted before: it takes no SOURCE.",
    ],
    ["two operations", ["--to", "kfp", "--cancel", "x", "--retry", "y"], "--cancel and --retry cannot be used together."],
    ["an engine that is none", ["train.yaml", "--to", "kpf"], "`--to kpf`: write `kfp`, `argo`, `vertex`."],
    ["waiting for nothing", ["train.yaml", "--to", "kfp", "--dry-run", "--wait"], "`--dry-run` starts nothing that could be followed."],
    [
      "a schedule that is waited for",
      ["nightly.yaml", "--to", "kfp", "--schedule", "--wait"],
      "a schedule starts runs later: `--wait` and `--request-id` are about one run. Pass `--no-schedule` to start one now.",
    ],
    ["an input that is missing", ["train.yaml", "--to", "kfp"], "an input is missing: `rows` (an integer)."],
    ["an input of another type", ["train.yaml", "--to", "kfp", "-p", "rows=many"], 'input `rows`: wanted an integer, but got "many".'],
  ])("%s", async (_what, args, message) => {
    expect(await world().run("submit", ...args)).toMatchObject({ code: 2, stdout: "", stderr: `typeline: ${message}\n` });
  });

  test("an address with a password is neither used nor shown", async () => {
    const { run } = world();
    const { code, stderr } = await run(
      "submit",
      "train.yaml",
      "--to",
      "kfp",
      "--endpoint",
      "https://ada:s3cr3t@host/pipeline",
      "-p",
      "rows=5",
    );
    expect([code, stderr]).toEqual([
      1,
      "typeline: `--endpoint` holds a user or a password, which would be seen by everyone: give them in the environment.\n",
    ]);
  });

  test("a token that is refused is not shown", async () => {
    const { run, env } = world();
    kfp.tokens.push("right");
    env["TYPELINE_TOKEN"] = "s3cr3t-t0ken";
    const { code, stdout, stderr } = await run("submit", "train.yaml", "--to", "kfp", "--endpoint", kfp.url, "-p", "rows=5");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^typeline: not logged in: Kubeflow Pipelines does not accept the token of TYPELINE_TOKEN \(401\): .*\n$/);
    expect(stderr).not.toContain("s3cr3t");
  });

  test("a pipeline that the engine cannot run is not sent", async () => {
    const { run, folder } = world();
    const document = samplePipeline();
    document.spec.root.inputDefinitions!.artifacts = { data: { artifactType: { schemaTitle: "system.Dataset" } } };
    writeFileSync(join(folder, "artifact.yaml"), writeDocument(document));
    const { code, stderr } = await run(
      "submit",
      "artifact.yaml",
      "--to",
      "kfp",
      "--endpoint",
      kfp.url,
      "-p",
      "rows=5",
      "-p",
      "data=gs://x/y",
    );
    expect([code, kfp.received]).toEqual([1, []]);
    expect(stderr).toMatch(/TL4\d\d\d/);
  });
});

test.each(["kubernetes", "server"] as const)("Argo by its %s gets the templates and a workflow", async (by) => {
  const cluster = await argoCluster(by);
  onTestFinished(cluster.close);
  const { run, folder, env } = world();
  const kubeconfig = {
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c", user: "u", namespace: "ml" } }],
    clusters: [{ name: "c", cluster: { server: cluster.url } }],
    users: [{ name: "u", user: { token: "s3cr3t-t0ken" } }],
  };
  writeFileSync(join(folder, "kubeconfig"), stringify(kubeconfig));
  env["KUBECONFIG"] = join(folder, "kubeconfig");
  cluster.onRead = (workflow) => {
    workflow.status = { phase: "Succeeded" };
  };
  const address = by === "server" ? ["--endpoint", cluster.url, "--namespace", "ml"] : [];
  const { code, stdout, stderr } = await run("submit", "train.yaml", "--to", "argo", ...address, "-p", "rows=5", "--wait");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^train-[0-9a-f]{12}\n$/)]);
  expect(stdout + stderr).not.toContain("s3cr3t");
  expect(cluster.objects.get(`workflows/${stdout.trim()}`).spec).toMatchObject({
    workflowTemplateRef: { name: "train" },
    arguments: { parameters: [{ name: "rows", value: "5" }] },
  });
  expect(await run("submit", "nightly.yaml", "--to", "argo", ...address, "--schedule")).toMatchObject({ code: 0, stdout: "nightly\n" });
  expect(cluster.objects.get("cronworkflows/nightly").spec).toMatchObject({ schedules: ["0 4 * * *"] });
  expect(cluster.violations).toEqual([]);
});

test("without an address, the cluster of the kubeconfig hands on what is asked", async () => {
  const { run, folder, env } = world();
  const path = join(folder, "kubeconfig");
  const server = "https://cluster.example.com:6443";
  writeFileSync(
    path,
    stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
      clusters: [{ name: "c", cluster: { server } }],
      users: [{ name: "u", user: { exec: { command: "no-such-plugin" } } }],
    }),
  );
  env["KUBECONFIG"] = path;
  const { code, stdout } = await run("submit", "train.yaml", "--to", "kfp", "-p", "rows=5", "--dry-run");
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining(`POST ${server}/api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy/apis/v2beta1/runs\n`),
  ]);
});

test("Ctrl-C stops the following, and not the run", async () => {
  const project = world();
  kfp.onRead = () => setTimeout(() => project.interrupt(), 10);
  const { code, stderr } = await project.run("submit", "train.yaml", "--to", "kfp", "--endpoint", kfp.url, "-p", "rows=5", "--wait");
  const id = kfp.runs[0]!["run_id"];
  expect([code, project.exits, kfp.runs[0]!["state"]]).toEqual([1, [1], "PENDING"]);
  expect(stderr).toContain(`The run ${id} goes on. To stop it: typeline submit --to kfp --cancel ${id}\n`);
});
