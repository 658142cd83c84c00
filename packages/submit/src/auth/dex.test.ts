import { createServer } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Client } from "../http/client.ts";
import { Secrets } from "../http/secrets.ts";
import type { Send } from "../http/send.ts";
import { fastClock } from "../samples/clock.ts";
import { type Api, type StrictServer, strictServer } from "../samples/strict-server.ts";
import { type DexLogin, dexLogin } from "./dex.ts";

const form = "application/x-www-form-urlencoded";
const api: Api = {
  operations: {
    "GET /pipeline/": {},
    "GET /pipeline/apis/v2beta1/runs": {},
    "GET /oauth2/start": { query: { rd: "string" } },
    "GET /dex/auth": { query: { state: "string" } },
    "GET /dex/auth/local": { query: { state: "string" } },
    "GET /dex/auth/local/login": { query: { state: "string" } },
    "POST /dex/auth/local/login": { query: { state: "string" }, type: form },
    "GET /dex/approval": { query: { req: "string" } },
    "POST /dex/approval": { query: { req: "string" }, type: form },
    "GET /oauth2/callback": { query: { code: "string" } },
  },
};

/** A Kubeflow behind oauth2-proxy and Dex. */
let server: StrictServer;
let session = 0;
/** What oauth2-proxy does with who is not logged in: sends them on, or shows a page with a button. */
let gate: "redirect" | "page";
let isOpen: boolean;
const html = { "content-type": "text/html" };

beforeEach(async () => {
  [session, gate, isOpen] = [0, "redirect", false];
  server = await strictServer(api, ({ operation, headers, body, query }) => {
    const loggedIn = headers["cookie"]?.includes(`oauth2_proxy_kubeflow=session-${session}`) && session > 0;
    const to = (location: string, cookies: string[] = []) => ({ status: 302, headers: { location, "set-cookie": cookies } });
    switch (operation) {
      case "GET /pipeline/":
      case "GET /pipeline/apis/v2beta1/runs":
        if (loggedIn || isOpen) return operation.endsWith("/") ? { body: "<html>the UI</html>", headers: html } : { body: { runs: [] } };
        return gate === "page"
          ? { status: 403, body: "<html>Sign in with OpenID</html>", headers: html }
          : to("/oauth2/start?rd=%2Fpipeline%2F");
      case "GET /oauth2/start":
        return to("/dex/auth?state=abc", ["csrf=1; Path=/; HttpOnly", "old=gone; Max-Age=0"]);
      case "GET /dex/auth":
        return { body: "<html>Log in with…</html>", headers: html };
      case "GET /dex/auth/local":
        return to("/dex/auth/local/login?state=abc");
      case "GET /dex/auth/local/login":
        return { body: '<form method="post">', headers: html };
      case "POST /dex/auth/local/login":
        if (body.login !== "ada" || body.password !== "engine No. 1") return { status: 401, body: "<html>Invalid</html>", headers: html };
        return to("/dex/approval?req=abc");
      case "GET /dex/approval":
        return { body: '<form method="post">', headers: html };
      case "POST /dex/approval":
        return body.approval === "approve" && query["req"] === "abc" ? to("/oauth2/callback?code=xyz") : { status: 400 };
      case "GET /oauth2/callback":
        if (!headers["cookie"]?.includes("csrf=1") || headers["cookie"]?.includes("old=")) return { status: 403 };
        session += 1;
        return to("/pipeline/", [`oauth2_proxy_kubeflow=session-${session}; Path=/; Secure; HttpOnly`, "csrf=; Path=/"]);
      default:
        return { status: 500 };
    }
  });
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

function client(login: Partial<DexLogin> = {}) {
  const secrets = new Secrets();
  const base = `${server.url}/pipeline`;
  const clock = fastClock();
  const auth = dexLogin({ base, username: "ada", password: "engine No. 1", ...login }, secrets, clock);
  return { secrets, client: new Client({ base, service: "Kubeflow Pipelines", auth, secrets, clock }) };
}
const ask = { method: "GET", path: "apis/v2beta1/runs", what: "list runs" } as const;

test.each(["redirect", "page"] as const)("logs in by a %s, once, and shows the cookie", async (kind) => {
  gate = kind;
  const { client: kfp } = client();
  expect(await kfp.json(ask)).toEqual({ runs: [] });
  await kfp.json(ask);
  expect(session).toBe(1);
  expect(server.received.at(-1)!.headers["cookie"]).toBe("oauth2_proxy_kubeflow=session-1");
});

test("logs in again when the cookie has run out", async () => {
  const { client: kfp } = client();
  await kfp.json(ask);
  session += 1;
  expect(await kfp.json(ask)).toEqual({ runs: [] });
  expect(session).toBe(3);
});

test("a wrong password is told of, and neither it nor a cookie is shown", async () => {
  const { client: kfp, secrets } = client({ password: "s3cr3t&pass word" });
  const error = await kfp.json(ask).catch((thrown: Error) => thrown as Error);
  expect(error).toMatchObject({
    kind: "auth",
    message: `not logged in: 127.0.0.1:${server.port} does not accept the user \`ada\`, or the password.`,
  });
  expect(`${error} ${(error as Error).stack}`).not.toContain("s3cr3t");
  expect(secrets.mask("x s3cr3t&pass word s3cr3t%26pass%20word")).toBe("x *** ***");
});

test("who is let in unasked needs no cookie", async () => {
  isOpen = true;
  expect(await client().client.json(ask)).toEqual({ runs: [] });
  expect(server.received.at(-1)!.headers["cookie"]).toBeUndefined();
});

test("a way that ends elsewhere, or nowhere", async () => {
  const loop = createServer((request, response) => {
    if (request.url?.startsWith("/loop")) response.writeHead(302, { location: "/loop" }).end();
    else response.writeHead(302, { location: "/unknown" }).end();
    if (request.url?.startsWith("/unknown")) return;
  });
  await new Promise<void>((resolve) => loop.listen(0, "127.0.0.1", () => resolve()));
  const { port } = loop.address() as { port: number };
  const auth = dexLogin({ base: `http://127.0.0.1:${port}/loop`, username: "ada", password: "pw-of-ada" }, new Secrets(), fastClock());
  await expect(auth.headers()).rejects.toMatchObject({ kind: "auth", message: expect.stringMatching(/goes round in a circle\.$/) });
  loop.close();
});

test("a password is not sent without TLS by a way that began with it", async () => {
  const asked: string[] = [];
  const send: Send = async ({ method, url }) => {
    asked.push(`${method} ${url}`);
    return url.startsWith("https:")
      ? new Response(null, { status: 302, headers: { location: "http://evil.example.com/dex/auth/local/login" } })
      : new Response("<form>");
  };
  const auth = dexLogin({ base: "https://kubeflow.example.com", username: "ada", password: "pw-of-ada" }, new Secrets(), fastClock(), send);
  await expect(auth.headers()).rejects.toMatchObject({ kind: "auth", message: expect.stringContaining("evil.example.com, without TLS") });
  expect(asked.filter((line) => line.startsWith("POST"))).toEqual([]);
});
