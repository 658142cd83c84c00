import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KEYS, S3Server } from "../../../test/s3-server.ts";
import { digestOf } from "../content.ts";
import type { Remote } from "./remote.ts";
import { s3 } from "./s3.ts";

const never = new AbortController().signal;

let server: S3Server;
let address: string;
let folder: string;
let remote: Remote;

beforeEach(async () => {
  server = new S3Server();
  address = await server.start();
  folder = mkdtempSync(join(tmpdir(), "typeline-s3-"));
  // The SDK reads these itself; nothing of the machine's own may come in between.
  for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
  for (const name of ["AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN"]) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "none"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "none"));
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  remote = s3("s3", { AWS_ENDPOINT_URL: `http://${address}` });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const get = (uri: string, signal = never) => remote.fetch(uri, folder, signal);
const store = (objects: Record<string, string | Buffer>) => {
  for (const [path, content] of Object.entries(objects)) server.objects.set(path, Buffer.from(content as string));
};

/** Files below a folder with their contents; folders without any end with a slash. */
function tree(path: string): Record<string, string> {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const full = join(entry.parentPath, entry.name);
      const name = full.slice(path.length + 1);
      if (entry.isFile()) return [[name, readFileSync(full, "utf8")]];
      return readdirSync(full).length === 0 ? [[`${name}/`, ""]] : [];
    }),
  );
}

async function refused(uri: string, message: string | RegExp): Promise<void> {
  await expect(get(uri)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
}

test("an object is a file, whatever is in its key", async () => {
  store({ "data/in/a b+c%20ü?.csv": "1,2" });
  expect(await get("s3://data/in/a b+c%20ü?.csv")).toBe(join(folder, "a b+c%20ü?.csv"));
  expect(tree(folder)).toEqual({ "a b+c%20ü?.csv": "1,2" });
});

test("a prefix is a folder, of as many pages as there are", async () => {
  const files = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index % 3}/part-${index}`, `content ${index}`]));
  store({
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`data/set/${name}`, content])),
    "data/settle": "no",
    "data/set/empty/": "",
  });
  for (const uri of ["s3://data/set", "s3://data/set/"]) {
    expect(await get(uri)).toBe(join(folder, "set"));
    expect(tree(join(folder, "set"))).toEqual({ ...files, "empty/": "" });
  }
  expect(readdirSync(folder)).toEqual(["set"]);
  expect(server.requests.filter((line) => line.includes("continuation-token")).length).toBeGreaterThanOrEqual(6);
});

test("a bucket is a folder too", async () => {
  store({ "data/a": "1", "data/b/c": "2" });
  expect(await get("s3://data")).toBe(join(folder, "data"));
  expect(tree(folder)).toEqual({ "data/a": "1", "data/b/c": "2" });
});

test.each(["../evil", "a/../../evil", "./a", "a//b", "/a", "a\\..\\b"])(
  "a key that is no path of a folder, %s, is refused",
  async (key) => {
    store({ "data/set/good": "1", [`data/set/${key}`]: "2" });
    await refused("s3://data/set/", /the object "set\/.*" of data cannot be a file/);
  },
);

test("a key that is both a file and a folder is refused", async () => {
  store({ "data/set/a": "1", "data/set/a/b": "2" });
  await refused("s3://data/set/", /cannot be stored/);
});

test.each(["s3://data/..", "s3://data/a/..", "s3://data/../.."])("%s is refused", async (uri) => {
  store({ "data/..": "1", "data/a/..": "2", "data/../..": "3" });
  await refused(uri, "is no name of a file or folder");
});

test("what is not there, neither object nor bucket", async () => {
  await refused("s3://data/none", "s3://data/none does not exist: there is neither an object of that key, nor one below it");
  await refused("s3://missing/x", "s3://missing/x cannot be fetched: there is no such bucket");
  await refused("s3:///x", '"s3:///x" names no bucket');
});

test("wrong credentials, and none", async () => {
  store({ "data/a": "1" });
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "another");
  await refused("s3://data/a", "s3://data/a cannot be fetched: the secret key is wrong (SignatureDoesNotMatch)");
  vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
  remote = s3("s3", { AWS_ENDPOINT_URL_S3: `http://${address}` });
  await refused(
    "s3://data/a",
    "s3://data/a cannot be fetched: there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
  );
});

test("an object that breaks off goes on where it broke off; one that changed meanwhile starts again", async () => {
  const [first, second] = [randomBytes(400_000), randomBytes(300_000)];
  for (const after of [first, second]) {
    store({ "data/big": first });
    let count = 0;
    server.fault = (_, response) => {
      if (++count > 1) return false;
      response.writeHead(200, { etag: `"${createHash("md5").update(first).digest("hex")}"`, "content-length": first.length });
      response.write(first.subarray(0, 350_000), () => setTimeout(() => response.destroy(), 20));
      server.objects.set("data/big", after);
      return true;
    };
    await get("s3://data/big");
    expect(readFileSync(join(folder, "big")).equals(after)).toBe(true);
  }
});

test("the SDK asks again after 500", async () => {
  store({ "data/a": "1" });
  let count = 0;
  server.fault = (_, response) => ++count < 3 && Boolean(response.writeHead(500).end());
  await get("s3://data/a");
  expect(tree(folder)).toEqual({ a: "1" });
});

test("a file of a folder that fails fails the folder, and leaves nothing", async () => {
  store(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`data/set/${index}`, "x"])));
  server.fault = (request, response) => request.url!.includes("/set/7") && Boolean(response.writeHead(403).end());
  await refused("s3://data/set/", /s3:\/\/data\/set\/ cannot be fetched: the server answered 403/);
});

test("a file is stored under its key, and a folder below it", async () => {
  const made = join(folder, "made");
  mkdirSync(join(made, "sub", "empty"), { recursive: true });
  writeFileSync(join(made, "a ü"), "1");
  writeFileSync(join(made, "sub", "b"), "2");
  writeFileSync(join(made, "sub", "nothing"), "");
  await remote.put(join(made, "a ü"), "s3://data/out/file", never);
  await remote.put(made, "s3://data/out/folder", never);
  const stored = Object.fromEntries([...server.objects].map(([path, content]) => [path, content.toString()]));
  expect(stored).toEqual({
    "data/out/file": "1",
    "data/out/folder/a ü": "1",
    "data/out/folder/sub/b": "2",
    "data/out/folder/sub/nothing": "",
    "data/out/folder/sub/empty/": "",
  });
  expect(digestOf(await get("s3://data/out/folder"))).toBe(digestOf(made));
});

test("a big file goes in parts", async () => {
  const content = randomBytes(40 << 20);
  writeFileSync(join(folder, "big"), content);
  await remote.put(join(folder, "big"), "s3://data/big", never);
  expect(server.objects.get("data/big")!.equals(content)).toBe(true);
  expect(server.requests.filter((line) => line.includes("partNumber="))).toHaveLength(3);
  expect(server.pending).toBe(0);
});

test("what cannot be stored in full is not there, and no part of it is left", async () => {
  writeFileSync(join(folder, "big"), randomBytes(40 << 20));
  server.fault = (request, response) => request.url!.includes("partNumber=2") && Boolean(response.writeHead(403).end());
  await expect(remote.put(join(folder, "big"), "s3://data/big", never)).rejects.toThrow(
    "s3://data/big cannot be written: the server answered 403",
  );
  expect(server.objects.size).toBe(0);
  expect(server.pending).toBe(0);
});

test("a file needs a key", async () => {
  writeFileSync(join(folder, "a"), "1");
  for (const uri of ["s3://data", "s3://data/", "s3://data/x/"])
    await expect(remote.put(join(folder, "a"), uri, never)).rejects.toThrow("is no place for a file");
});

test("an aborted transfer leaves nothing", async () => {
  const controller = new AbortController();
  server.fault = () => {
    controller.abort();
    return true;
  };
  await expect(get("s3://data/a", controller.signal)).rejects.toThrow(/abort/i);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["MINIO_ENDPOINT", (host: string) => ({ MINIO_ENDPOINT: host, AWS_ENDPOINT_URL: "http://127.0.0.1:1" })],
  ["AWS_ENDPOINT_URL_S3", (host: string) => ({ AWS_ENDPOINT_URL_S3: `http://${host}`, AWS_ENDPOINT_URL: "http://127.0.0.1:1" })],
  ["AWS_ENDPOINT_URL", (host: string) => ({ AWS_ENDPOINT_URL: `http://${host}` })],
])("minio: is the server at %s", async (_, env) => {
  store({ "mlpipeline/v2/model": "weights" });
  const minio = s3("minio", env(address));
  expect(await minio.fetch("minio://mlpipeline/v2/model", folder, never)).toBe(join(folder, "model"));
  expect(server.requests).toEqual(["GET /mlpipeline/v2/model?x-id=GetObject"]);
});

test("minio: without a server, and with a strange one", async () => {
  await expect(s3("minio", {}).fetch("minio://a/b", folder, never)).rejects.toThrow("set MINIO_ENDPOINT or AWS_ENDPOINT_URL");
  await expect(s3("minio", { MINIO_ENDPOINT: "a b" }).fetch("minio://a/b", folder, never)).rejects.toThrow(
    '"a b" is no address of a server',
  );
});

test("without a region Amazon's own S3 cannot be asked", async () => {
  remote = s3("s3", {});
  await refused("s3://data/a", "s3://data/a cannot be fetched: no region is set; set AWS_REGION");
});
