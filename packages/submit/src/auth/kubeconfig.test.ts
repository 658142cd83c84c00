import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { Client } from "../http/client.ts";
import { Secrets } from "../http/secrets.ts";
import { testIdentities } from "../samples/certificates.ts";
import { fastClock } from "../samples/clock.ts";
import { type StrictServer, strictServer } from "../samples/strict-server.ts";
import { type KubeconfigOptions, readCluster } from "./kubeconfig.ts";

const { authority, server: own, client: ada } = testIdentities();
const base64 = (text: string) => Buffer.from(text).toString("base64");

let folder: string;
let server: StrictServer;
/** Who the server saw: the certificate's name, or the token. */
let seen: string[];
let accepted: string | undefined;
let uploaded: string | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "typeline-kube-"));
  seen = [];
  accepted = undefined;
  const https = createServer({ ...own, ca: authority.cert, requestCert: true, rejectUnauthorized: false });
  https.on("request", ({ socket }) => {
    const { subject } = (socket as TLSSocket).getPeerCertificate();
    if (subject?.CN) seen.push((socket as TLSSocket).authorized ? (subject.CN as string) : "someone");
  });
  server = await strictServer(
    { operations: { "GET /api": {}, "POST /api": { file: "uploadfile" } } },
    ({ headers, body }) => {
      uploaded = body;
      if (headers["authorization"] !== undefined) seen.push(headers["authorization"]);
      return accepted === undefined || headers["authorization"] === accepted
        ? { body: { ok: true } }
        : { status: 401, body: { kind: "Status", message: "Unauthorized" } };
    },
    https,
  );
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const address = () => `https://127.0.0.1:${server.port}`;

function kubeconfig(user: object, cluster: object = { "certificate-authority-data": base64(authority.cert) }, name = "config"): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "here",
      contexts: [{ name: "here", context: { cluster: "c", user: "u", namespace: "team-a" } }],
      clusters: [{ name: "c", cluster: { server: `${address()}/`, ...cluster } }],
      users: [{ name: "u", user }],
    }),
  );
  return path;
}

async function ask(options: Partial<KubeconfigOptions>) {
  const secrets = new Secrets();
  const clock = fastClock();
  const { server: base, auth, send, namespace } = await readCluster({ env: {}, secrets, clock, ...options });
  const client = new Client({ base, auth, send, secrets, clock, service: "Kubernetes", namespace });
  await client.json({ method: "GET", path: "api", what: "ask" });
  return { namespace, secrets, client };
}

describe("users", () => {
  test("a certificate in the file", async () => {
    const path = kubeconfig({ "client-certificate-data": base64(ada.cert), "client-key-data": base64(ada.key) });
    const { namespace, secrets } = await ask({ env: { KUBECONFIG: path } });
    expect([seen, namespace]).toEqual([["ada"], "team-a"]);
    expect(secrets.mask(ada.key)).not.toContain(ada.key.split("\n")[1]);
  });

  test("a large upload over TLS", async () => {
    const { client } = await ask({
      env: { KUBECONFIG: kubeconfig({ "client-certificate-data": base64(ada.cert), "client-key-data": base64(ada.key) }) },
    });
    const text = "é{{$}}\r\n--x\n".repeat(200_000);
    await client.json({
      method: "POST",
      path: "api",
      what: "upload",
      body: { kind: "file", field: "uploadfile", name: "p.yaml", type: "application/yaml", text },
    });
    expect(uploaded).toBe(text);
  });

  test("certificates beside the file", async () => {
    for (const [name, text] of Object.entries({ "ca.pem": authority.cert, "ada.pem": ada.cert, "ada-key.pem": ada.key }))
      writeFileSync(join(folder, name), text);
    await ask({
      env: {
        KUBECONFIG: kubeconfig({ "client-certificate": "ada.pem", "client-key": "ada-key.pem" }, { "certificate-authority": "ca.pem" }),
      },
    });
    expect(seen).toEqual(["ada"]);
  });

  test("a token, and a user with a password", async () => {
    await ask({ env: { KUBECONFIG: kubeconfig({ token: "tok-1" }) } });
    await ask({ env: { KUBECONFIG: kubeconfig({ username: "ada", password: "pw" }) } });
    expect(seen).toEqual(["Bearer tok-1", `Basic ${base64("ada:pw")}`]);
  });

  test("a file with a token, read at each request", async () => {
    writeFileSync(join(folder, "token"), "tok-1");
    const { client } = await ask({ env: { KUBECONFIG: kubeconfig({ tokenFile: "token" }) } });
    writeFileSync(join(folder, "token"), "tok-2");
    await client.json({ method: "GET", path: "api", what: "ask" });
    expect(seen).toEqual(["Bearer tok-1", "Bearer tok-2"]);
  });

  test("an exec plugin, asked again after a 401", async () => {
    const plugin = script(`
      const fs = require("fs"), file = ${JSON.stringify(join(folder, "count"))};
      const count = (fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0) + 1;
      fs.writeFileSync(file, String(count));
      const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      console.log(JSON.stringify({ apiVersion: info.apiVersion, kind: "ExecCredential", status: { token: [process.env.MODE, process.argv[2], count, info.spec.cluster.server.length].join(".") } }));`);
    const user = {
      exec: { apiVersion: "client.authentication.k8s.io/v1", command: plugin, args: ["get-token"], env: [{ name: "MODE", value: "iam" }] },
    };
    accepted = `Bearer iam.get-token.2.${address().length}`;
    await ask({ env: { KUBECONFIG: kubeconfig(user), PATH: process.env["PATH"] } });
    expect(seen).toEqual([accepted.replace(".2.", ".1."), accepted]);
  });

  test("an exec plugin that gives a certificate", async () => {
    const status = { clientCertificateData: ada.cert, clientKeyData: ada.key };
    const plugin = script(`console.log(${JSON.stringify(JSON.stringify({ status }))})`);
    await ask({ env: { KUBECONFIG: kubeconfig({ exec: { command: plugin } }), PATH: process.env["PATH"] } });
    expect(seen).toEqual(["ada"]);
  });

  test.each([
    [
      { exec: { command: "no-such-plugin", installHint: "brew install it" } },
      "`no-such-plugin`, which the kubeconfig asks for credentials, is not installed: brew install it.",
    ],
    [{ exec: { command: "./plugin" } }, "`./plugin`, which the kubeconfig asks for credentials, failed (exit code 3)."],
    [{ "auth-provider": { name: "gcp" } }, "uses the auth provider `gcp`, which Kubernetes has dropped: use an exec plugin."],
    [{ "client-certificate": "none.pem" }, "none.pem, which the kubeconfig names, cannot be read (ENOENT)."],
  ])("%j is told of", async (user, message) => {
    script('console.log("s3cr3t"); console.error("s3cr3t"); process.exit(3)', "plugin");
    await expect(ask({ env: { KUBECONFIG: kubeconfig(user), PATH: process.env["PATH"] } })).rejects.toMatchObject({
      kind: "auth",
      message: expect.stringContaining(message),
    });
  });
});

describe("clusters", () => {
  test("an authority that is not known is told of", async () => {
    await expect(ask({ env: { KUBECONFIG: kubeconfig({ token: "tok-1" }, {}) } })).rejects.toMatchObject({
      kind: "address",
      message: expect.stringMatching(/^the certificate of 127\.0\.0\.1:\d+ cannot be trusted \(/),
    });
    await ask({ env: { KUBECONFIG: kubeconfig({ token: "tok-1" }, { "insecure-skip-tls-verify": true }) } });
    expect(seen).toEqual(["Bearer tok-1"]);
  });

  test("several files are one, and a context can be named", async () => {
    const contexts = join(folder, "contexts");
    writeFileSync(
      contexts,
      stringify({
        contexts: [{ name: "there", context: { cluster: "c", user: "second" } }],
        users: [{ name: "second", user: { token: "tok-2" } }],
      }),
    );
    const KUBECONFIG = [join(folder, "none"), contexts, kubeconfig({ token: "tok-1" })].join(delimiter);
    expect((await ask({ env: { KUBECONFIG } })).namespace).toBe("team-a");
    await ask({ env: { KUBECONFIG }, context: "there" });
    expect(seen).toEqual(["Bearer tok-1", "Bearer tok-2"]);
    await expect(ask({ env: { KUBECONFIG }, context: "nowhere" })).rejects.toMatchObject({
      kind: "address",
      message: "the kubeconfig has no context `nowhere`. There are `there`, `here`.",
    });
  });

  test("`~/.kube/config`, else the cluster around the pod", async () => {
    mkdirSync(join(folder, ".kube"));
    kubeconfig({ token: "home" }, undefined, ".kube/config");
    await ask({ env: { HOME: folder } });
    for (const [name, text] of Object.entries({ token: "pod-token\n", "ca.crt": authority.cert, namespace: "team-b" }))
      writeFileSync(join(folder, name), text);
    const env = { HOME: join(folder, "elsewhere"), KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: String(server.port) };
    expect((await ask({ env, serviceAccountFolder: folder })).namespace).toBe("team-b");
    expect(seen).toEqual(["Bearer home", "Bearer pod-token"]);
    await expect(ask({ env: { HOME: join(folder, "elsewhere") } })).rejects.toThrow("there is no kubeconfig, and this is no pod");
  });

  test("a file that is not YAML is not quoted", async () => {
    const path = join(folder, "bad");
    writeFileSync(path, "users:\n- user: {token: s3cr3t");
    await expect(ask({ env: { KUBECONFIG: path } })).rejects.toMatchObject({ message: `the kubeconfig ${path} is not YAML.` });
    await expect(ask({ env: { KUBECONFIG: join(folder, "none") } })).rejects.toThrow("cannot be read (ENOENT)");
  });
});

function script(text: string, name = "plugin.cjs"): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${text}`);
  chmodSync(path, 0o755);
  return path;
}
