import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PipelineDocument } from "@typeline/ir";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ArtifactRecord, type RunOptions, type RunRecord, runDocument } from "../src/index.ts";
import { KEYS, S3Server } from "./s3-server.ts";

let cwd: string;
let s3: S3Server;
let web: Server;
let page: string;
/** Paths that the web server was asked for. */
let asked: string[];

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), "typeline-remote-"));
  s3 = new S3Server();
  for (const [name, value] of Object.entries({ ...KEYS, AWS_ENDPOINT_URL: `http://${await s3.start()}` })) vi.stubEnv(name, value);
  for (const name of ["AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN", "MINIO_ENDPOINT"])
    vi.stubEnv(name, undefined);
  asked = [];
  web = createServer((request, response) => {
    asked.push(request.url!);
    response.end("from the web");
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  page = `http://127.0.0.1:${(web.address() as AddressInfo).port}/page.txt`;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  web.closeAllConnections();
  await Promise.all([s3.stop(), new Promise((resolve) => web.close(resolve))]);
  rmSync(cwd, { recursive: true });
});

const DATASET = { artifactType: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" } };

/** Imports from two URIs, joins what is there with an input of the run, and counts the bytes of that. */
function document(first: string, second: string): PipelineDocument {
  const importer = (uri: string) => ({ importer: { artifactUri: { constant: uri }, typeSchema: DATASET.artifactType } });
  const artifact = (producerTask: string, outputArtifactKey: string) => ({ taskOutputArtifact: { producerTask, outputArtifactKey } });
  const path = (name: string) => `{{$.inputs.artifacts['${name}'].path}}`;
  const imported = { inputDefinitions: {}, outputDefinitions: { artifacts: { artifact: DATASET } } };
  return {
    spec: {
      schemaVersion: "2.1.0",
      pipelineInfo: { name: "remote" },
      components: {
        "comp-first": { executorLabel: "exec-first", ...imported },
        "comp-second": { executorLabel: "exec-second", ...imported },
        "comp-join": {
          executorLabel: "exec-join",
          inputDefinitions: { artifacts: { first: DATASET, second: DATASET, own: DATASET } },
          outputDefinitions: { artifacts: { joined: DATASET } },
        },
        "comp-read": {
          executorLabel: "exec-read",
          inputDefinitions: { artifacts: { joined: DATASET } },
          outputDefinitions: { parameters: { Output: { parameterType: "STRING" } } },
        },
      },
      deploymentSpec: {
        executors: {
          "exec-first": importer(first),
          "exec-second": importer(second),
          "exec-join": {
            container: {
              image: "busybox",
              command: ["sh", "-ec", 'mkdir "$0"; cat "$1" > "$0/first"; cp -r "$2" "$0/second"; cat "$3" > "$0/own"'],
              args: ["{{$.outputs.artifacts['joined'].path}}", path("first"), path("second"), path("own")],
            },
          },
          "exec-read": {
            container: {
              image: "busybox",
              command: ["sh", "-ec", 'cat "$1"/first "$1"/second/* "$1"/own > "$0"'],
              args: ["{{$.outputs.parameters['Output'].output_file}}", path("joined")],
            },
          },
        },
      },
      root: {
        inputDefinitions: { artifacts: { own: DATASET } },
        outputDefinitions: { artifacts: { joined: DATASET }, parameters: { text: { parameterType: "STRING" } } },
        dag: {
          outputs: {
            artifacts: { joined: { artifactSelectors: [{ producerSubtask: "join", outputArtifactKey: "joined" }] } },
            parameters: { text: { valueFromParameter: { producerSubtask: "read", outputParameterKey: "Output" } } },
          },
          tasks: {
            first: { componentRef: { name: "comp-first" } },
            second: { componentRef: { name: "comp-second" } },
            join: {
              componentRef: { name: "comp-join" },
              cachingOptions: { enableCache: true },
              dependentTasks: ["first", "second"],
              inputs: {
                artifacts: {
                  first: artifact("first", "artifact"),
                  second: artifact("second", "artifact"),
                  own: { componentInputArtifact: "own" },
                },
              },
            },
            read: {
              componentRef: { name: "comp-read" },
              cachingOptions: { enableCache: true },
              dependentTasks: ["join"],
              inputs: { artifacts: { joined: artifact("join", "joined") } },
            },
          },
        },
      },
    },
  };
}

function run(options: Partial<RunOptions> = {}, own = "own.txt"): Promise<RunRecord> {
  return runDocument(document(page, "s3://data/set/"), { artifacts: { own } }, { cwd, executor: "process", ...options });
}

const states = ({ tasks }: RunRecord) => Object.fromEntries(tasks.map(({ path, state }) => [path, state]));

test("artifacts come from a file, a web server and S3, and go where the root is", async () => {
  writeFileSync(join(cwd, "own.txt"), " and here");
  s3.objects.set("data/set/a", Buffer.from(", S3"));
  s3.objects.set("data/set/b", Buffer.from(" twice"));
  const record = await run({ root: "s3://results/run/" });
  expect(record.error).toBeNull();
  expect(record.outputs.parameters).toEqual({ text: "from the web, S3 twice and here" });
  const prefix = `results/run/${record.runId}/join/joined`;
  expect(record.outputs.artifacts["joined"]).toMatchObject({ schemaTitle: "system.Dataset", uri: `s3://${prefix}` });
  const stored = [...s3.objects].filter(([path]) => path.startsWith("results/")).map(([path, content]) => [path, content.toString()]);
  expect(Object.fromEntries(stored)).toEqual({
    [`${prefix}/first`]: "from the web",
    [`${prefix}/second/a`]: ", S3",
    [`${prefix}/second/b`]: " twice",
    [`${prefix}/own`]: " and here",
  });
  expect(asked).toEqual(["/page.txt"]);
});

test("the cache knows what is elsewhere by its content", async () => {
  writeFileSync(join(cwd, "own.txt"), "1");
  s3.objects.set("data/set/a", Buffer.from("2"));
  expect(states(await run())).toMatchObject({ join: "succeeded", read: "succeeded" });
  expect(states(await run())).toMatchObject({ join: "cached", read: "cached" });
  s3.objects.set("data/set/a", Buffer.from("3"));
  const changed = await run();
  expect(states(changed)).toMatchObject({ join: "succeeded", read: "succeeded" });
  expect(changed.outputs.parameters).toEqual({ text: "from the web31" });
});

test("what comes from the cache is below the root too", async () => {
  writeFileSync(join(cwd, "own.txt"), "1");
  s3.objects.set("data/set/a", Buffer.from("2"));
  await run();
  for (const _ of ["not below a root before", "below one"]) {
    const record = await run({ root: "s3://results" });
    expect(states(record)).toMatchObject({ join: "cached", read: "cached" });
    const { uri } = record.outputs.artifacts["joined"] as ArtifactRecord;
    expect(uri).toMatch(/^s3:\/\/results\//);
    expect(s3.objects.get(`${uri.slice("s3://".length)}/own`)?.toString()).toBe("1");
  }
});

test("an input of the run comes from elsewhere too", async () => {
  s3.objects.set("data/set/a", Buffer.from("2"));
  s3.objects.set("data/own", Buffer.from("3"));
  const record = await run({}, "s3://data/own");
  expect(record.outputs.parameters).toEqual({ text: "from the web23" });
  await expect(run({}, "s3://data/none")).rejects.toThrow('the input "own" cannot be had: s3://data/none does not exist');
});

test("what is not there fails its importer", async () => {
  writeFileSync(join(cwd, "own.txt"), "1");
  const record = await run();
  expect(record.state).toBe("failed");
  expect(record.error).toMatchObject({ task: "second", message: expect.stringContaining("s3://data/set/ does not exist") });
  expect(states(record)).toMatchObject({ first: "succeeded", second: "failed", join: "skipped", read: "skipped" });
});

test.each([
  ["gs://bucket/runs", {}, "gs://bucket/runs cannot be reached from here"],
  ["https://host/runs", {}, "nothing can be stored at https://host/runs"],
  ["s3://", {}, '"s3://" names no bucket'],
  ["minio://bucket/runs", { AWS_ENDPOINT_URL: undefined }, "minio:// needs the address of the server: set MINIO_ENDPOINT"],
  ["s3://bucket/runs", { AWS_ENDPOINT_URL: undefined }, "nothing can be stored at s3://bucket/runs: no region is set"],
])("a root at %s is refused before anything runs", async (root, env, message) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.stubEnv("AWS_CONFIG_FILE", join(cwd, "none"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(cwd, "none"));
  writeFileSync(join(cwd, "own.txt"), "1");
  await expect(run({ root })).rejects.toThrow(`the root of artifacts cannot be used: ${message}`);
  expect(asked).toEqual([]);
});

test.each([
  ["made", false],
  ["has in the cache", true],
])("where the root takes nothing, a task fails with what it %s", async (_, isCached) => {
  writeFileSync(join(cwd, "own.txt"), "1");
  s3.objects.set("data/set/a", Buffer.from("2"));
  if (isCached) await run();
  s3.fault = (request, response) => request.method === "PUT" && Boolean(response.writeHead(403).end());
  const record = await run({ root: "s3://results" });
  expect(record.error).toMatchObject({
    task: "join",
    message: expect.stringMatching(/s3:\/\/results\/.* cannot be written: the server answered 403/),
  });
});

test("a folder is a root", async () => {
  mkdirSync(join(cwd, "in"));
  writeFileSync(join(cwd, "own.txt"), "1");
  s3.objects.set("data/set/a", Buffer.from("2"));
  const record = await run({ root: "results" });
  expect(readFileSync(join(cwd, "results", record.runId, "join", "joined", "own"), "utf8")).toBe("1");
});
