import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { web } from "./http.ts";

/** Its second attempts come soon. */
const remote = web(0.01);
const content = randomBytes(300_000);
const never = new AbortController().signal;

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

let handler: Handler;
let requests: IncomingMessage[];
let server: Server;
let base: string;
let folder: string;

beforeEach(async () => {
  requests = [];
  handler = () => {
    throw new Error("a test gives a handler");
  };
  server = createServer((request, response) => handler(request, response, requests.push(request)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), "typeline-http-"));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const get = (path = "/data/iris.csv", signal = never) => remote.fetch(base + path, folder, signal);

/** Fails as said, and leaves nothing. */
async function refused(path: string, message: string | RegExp): Promise<void> {
  await expect(get(path)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
}

/** What a server does that has ranges. */
const ranged: Handler = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const range = from > 0 && request.headers["if-range"] === '"v1"';
  response.writeHead(range ? 206 : 200, {
    etag: '"v1"',
    "content-length": content.length - (range ? from : 0),
    ...(range ? { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` } : {}),
  });
  response.end(content.subarray(range ? from : 0));
};

/** Breaks off in the middle, though all was announced. */
const cut: Handler = (_, response) => {
  response.writeHead(200, { etag: '"v1"', "content-length": content.length });
  response.write(content.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
};

test("a file gets the name of the URL", async () => {
  handler = ranged;
  expect(await get()).toBe(join(folder, "iris.csv"));
  expect(readFileSync(join(folder, "iris.csv")).equals(content)).toBe(true);
  expect(readdirSync(folder)).toEqual(["iris.csv"]);
  expect(requests[0]!.headers["accept-encoding"]).toBe("identity");
});

test.each([
  ["/a%20b.csv?token=x", "a b.csv"],
  ["/", "download"],
  ["/%2e%2e%2fsecret", "%2e%2e%2fsecret"],
  ["/..%5csecret", "..%5csecret"],
  ["/x/..%2F", "..%2F"],
  ["/100%", "100%"],
])("%s is the file %s", async (path, name) => {
  handler = ranged;
  expect(await get(path)).toBe(join(folder, name));
  expect(readdirSync(folder)).toEqual([name]);
});

test("redirects are followed, and the first URL gives the name", async () => {
  handler = (request, response, count) =>
    count < 4 ? response.writeHead(302, { location: `/elsewhere/${count}` }).end() : ranged(request, response, count);
  expect(await get()).toBe(join(folder, "iris.csv"));
});

test("a loop of redirects is one error", async () => {
  handler = (_, response) => response.writeHead(302, { location: "/again" }).end();
  await refused("/x", /\/x cannot be fetched: redirect count exceeded/);
});

test.each([500, 503, 429, 408])("after two answers of %d the third is taken", async (status) => {
  handler = (request, response, count) => (count < 3 ? response.writeHead(status).end("busy") : ranged(request, response, count));
  expect(readFileSync(await get()).equals(content)).toBe(true);
  expect(requests).toHaveLength(3);
});

test("a server that always fails is asked five times", async () => {
  handler = (_, response) => response.writeHead(502, { "retry-after": "0" }).end();
  await refused("/x", /\/x cannot be fetched, after 5 attempts: the server answered 502 Bad Gateway/);
  expect(requests).toHaveLength(5);
});

test("it waits as long as the server wants", async () => {
  let first = 0;
  handler = (request, response, count) => {
    if (count > 1) return ranged(request, response, count);
    first = performance.now();
    return response.writeHead(503, { "retry-after": "1" }).end();
  };
  await get();
  expect(performance.now() - first).toBeGreaterThan(950);
});

test.each([404, 403, 410, 204])("an answer of %d is final", async (status) => {
  handler = (_, response) => response.writeHead(status).end();
  await refused("/x", `/x cannot be fetched: the server answered ${status}`);
  expect(requests).toHaveLength(1);
});

test("what breaks off goes on where it broke off", async () => {
  handler = (request, response, count) => (count === 1 ? cut : ranged)(request, response, count);
  expect(readFileSync(await get()).equals(content)).toBe(true);
  expect(requests[1]!.headers["range"]).toMatch(/^bytes=[1-9]\d*-$/);
  expect(requests[1]!.headers["if-range"]).toBe('"v1"');
});

test("it starts again where the server knows no ranges, and where the file has changed since", async () => {
  handler = (request, response, count) => {
    if (count === 1) return cut(request, response, count);
    response.writeHead(200, { etag: '"v2"', "content-length": 3 });
    return response.end("new");
  };
  expect(readFileSync(await get(), "utf8")).toBe("new");
});

test("it starts again where what is there is longer than the file is now", async () => {
  handler = (request, response, count) => {
    if (count === 1) return cut(request, response, count);
    if (request.headers.range !== undefined) return response.writeHead(416).end();
    return response.end("new");
  };
  await get();
  expect(readFileSync(join(folder, "iris.csv"), "utf8")).toBe("new");
});

test("a range that was not asked for is refused", async () => {
  handler = (request, response, count) => {
    if (count === 1) return cut(request, response, count);
    response.writeHead(206, { etag: '"v1"', "content-range": `bytes 7-${content.length - 1}/${content.length}` });
    return response.end(content.subarray(7));
  };
  await refused("/x", /the server sent bytes from 7 on, not from \d+/);
});

test("what always breaks off at the same byte is an error", async () => {
  handler = cut;
  await refused("/x", /\/x cannot be fetched, after 5 attempts: the connection broke/);
  // The second and third may have got further than the first, by what had not arrived.
  expect(requests.length).toBeGreaterThanOrEqual(5);
});

test("fewer bytes than announced are no file", async () => {
  handler = (_, response) => {
    // Node's own checks stand in the way of such a lie: it goes to the socket.
    response.socket!.end(`HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\nshort`);
  };
  await refused("/x", /after 5 attempts: the connection/);
});

test("a range that ends before the file does is no file", async () => {
  handler = (request, response, count) => {
    if (count === 1) return cut(request, response, count);
    const from = Number(/\d+/.exec(request.headers.range ?? "")?.[0] ?? 0);
    response.writeHead(206, { etag: '"v1"', "content-range": `bytes ${from}-${content.length - 1}/${content.length}` });
    return response.end();
  };
  await refused("/x", /after 5 attempts: the connection ended after \d+ of 300000 bytes/);
});

test("a connection that breaks before an answer is tried again", async () => {
  handler = (request, response, count) => (count < 3 ? request.socket.destroy() : ranged(request, response, count));
  expect(readFileSync(await get()).equals(content)).toBe(true);
});

test("a server that is not there, and a name that no server has", async () => {
  const port = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  await expect(remote.fetch(`http://127.0.0.1:${port}/x`, folder, never)).rejects.toThrow(/after 5 attempts: connect ECONNREFUSED/);
  await expect(remote.fetch("http://no-such-host.invalid/x", folder, never)).rejects.toThrow(/cannot be fetched/);
  await new Promise<void>((resolve) => server.listen(0, resolve));
});

test("user and password are sent, and neither they nor a query are told", async () => {
  handler = (_, response) => response.writeHead(403).end();
  const uri = base.replace("//", "//ada:l%40velace@");
  const error: Error = await remote.fetch(`${uri}/x?signature=geheim`, folder, never).then(
    () => expect.fail("it was taken"),
    (reason) => reason,
  );
  expect(requests[0]!.headers.authorization).toBe(`Basic ${Buffer.from("ada:l@velace").toString("base64")}`);
  expect(error.message).toBe(`${base}/x cannot be fetched: the server answered 403 Forbidden`);
});

test("an aborted download leaves nothing", async () => {
  const controller = new AbortController();
  handler = (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, 1000), () => setTimeout(() => controller.abort(), 20));
  };
  await expect(get("/x", controller.signal)).rejects.toThrow(/abort/);
  expect(readdirSync(folder)).toEqual([]);
});

test("an aborted wait for the next attempt ends at once", async () => {
  const controller = new AbortController();
  handler = (_, response) => {
    response.writeHead(503, { "retry-after": "50" }).end();
    setTimeout(() => controller.abort(), 50);
  };
  const start = performance.now();
  await expect(get("/x", controller.signal)).rejects.toThrow(/abort/);
  expect(performance.now() - start).toBeLessThan(5000);
});

test("nothing is stored at a web server", async () => {
  await expect(remote.put("/etc/hosts", `${base}/x`, never)).rejects.toThrow("nothing can be stored at");
  await expect(remote.check(`${base}/x`)).rejects.toThrow("nothing can be stored at");
});
