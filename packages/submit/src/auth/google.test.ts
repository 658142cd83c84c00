import { createVerify, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secrets } from "../http/secrets.ts";
import { fastClock } from "../samples/clock.ts";
import { type Api, type Reply, type StrictServer, strictServer } from "../samples/strict-server.ts";
import { googleAuth } from "./google.ts";

const form = "application/x-www-form-urlencoded";
const api: Api = {
  operations: {
    "POST /token": { type: form },
    "POST /sts": { type: form },
    "GET /subject": {},
    "POST /v1/projects/-/serviceAccounts/robot:generateAccessToken": {
      body: {
        type: "object",
        required: ["scope"],
        properties: { scope: { type: "array" }, lifetime: { type: "string" } },
        additionalProperties: false,
      },
    },
    "GET /computeMetadata/v1/instance/service-accounts/default/token": {},
  },
};

let server: StrictServer;
let folder: string;
let tokens: number;
let reply: Reply | undefined;
const clock = fastClock();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "typeline-google-"));
  tokens = 0;
  reply = undefined;
  server = await strictServer(api, ({ operation, headers }) => {
    if (reply) return reply;
    tokens += 1;
    if (operation === "GET /subject") return { body: { id_token: "subject-token" } };
    if (operation.endsWith("generateAccessToken")) return { body: { accessToken: `robot-${tokens}`, expireTime: "2026-05-06T00:00:00Z" } };
    if (operation.startsWith("GET") && headers["metadata-flavor"] !== "Google") return { status: 403 };
    return { body: { access_token: `ya29.${tokens}`, expires_in: 3599, token_type: "Bearer" } };
  });
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

function credentials(file: object): Record<string, string> {
  const path = join(folder, "credentials.json");
  writeFileSync(path, JSON.stringify(file));
  return { GOOGLE_APPLICATION_CREDENTIALS: path };
}
const google = (env: Record<string, string>, secrets = new Secrets()) => googleAuth({ env, secrets, clock });

test("a token of the environment", async () => {
  const { auth, project } = google({ GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.env", GOOGLE_CLOUD_PROJECT: "p1" });
  expect([await auth.headers(), project]).toEqual([{ authorization: "Bearer ya29.env" }, "p1"]);
});

test("a user's file, also where gcloud keeps it; the token is kept until it runs out", async () => {
  const user = {
    type: "authorized_user",
    client_id: "id",
    client_secret: "cs-secret",
    refresh_token: "rt-secret",
    quota_project_id: "p2",
    token_uri: `${server.url}/token`,
  };
  mkdirSync(join(folder, ".config", "gcloud"), { recursive: true });
  writeFileSync(join(folder, ".config", "gcloud", "application_default_credentials.json"), JSON.stringify(user));
  const { auth, project } = google({ HOME: folder });
  expect([await auth.headers(), await auth.headers(), project]).toEqual([
    { authorization: "Bearer ya29.1" },
    { authorization: "Bearer ya29.1" },
    "p2",
  ]);
  expect(server.received[0]!.body).toEqual({
    grant_type: "refresh_token",
    client_id: "id",
    client_secret: "cs-secret",
    refresh_token: "rt-secret",
  });
  await clock.sleep(3_600_000);
  expect(await auth.headers()).toEqual({ authorization: "Bearer ya29.2" });
  expect(await auth.renew!()).toBe(true);
});

test("a service account signs who it is", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const { auth } = google(
    credentials({
      type: "service_account",
      client_email: "robot@p.iam",
      private_key: key,
      private_key_id: "k1",
      token_uri: `${server.url}/token`,
    }),
  );
  await auth.headers();
  const { grant_type: grant, assertion } = server.received[0]!.body;
  const [head, claims, signature] = assertion.split(".");
  expect(grant).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  expect(createVerify("RSA-SHA256").update(`${head}.${claims}`).verify(publicKey, signature, "base64url")).toBe(true);
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
    iss: "robot@p.iam",
    aud: `${server.url}/token`,
    scope: "https://www.googleapis.com/auth/cloud-platform",
  });
});

test("federated credentials become a service account's", async () => {
  const { auth } = google(
    credentials({
      type: "external_account",
      audience: "//iam/pool",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${server.url}/sts`,
      service_account_impersonation_url: `${server.url}/v1/projects/-/serviceAccounts/robot:generateAccessToken`,
      credential_source: {
        url: `${server.url}/subject`,
        headers: { authorization: "bearer ci" },
        format: { type: "json", subject_token_field_name: "id_token" },
      },
    }),
  );
  expect(await auth.headers()).toEqual({ authorization: "Bearer robot-3" });
  expect(server.received[1]!.body).toMatchObject({ subject_token: "subject-token", audience: "//iam/pool" });
  expect(server.received[2]!.headers["authorization"]).toBe("Bearer ya29.2");
});

test("the metadata server, where there is no file", async () => {
  const { auth } = google({ HOME: folder, GCE_METADATA_HOST: `127.0.0.1:${server.port}` });
  expect(await auth.headers()).toEqual({ authorization: "Bearer ya29.1" });
  const away = google({ HOME: folder, GCE_METADATA_HOST: "metadata.invalid" });
  await expect(away.auth.headers()).rejects.toMatchObject({
    kind: "auth",
    message: expect.stringContaining("run `gcloud auth application-default login`"),
  });
});

test("what is refused is told of without a secret", async () => {
  reply = { status: 400, body: { error: "invalid_grant", error_description: "Token rt-secret has been revoked." } };
  const secrets = new Secrets();
  const { auth } = google(
    credentials({ type: "authorized_user", client_secret: "cs-secret", refresh_token: "rt-secret", token_uri: `${server.url}/token` }),
    secrets,
  );
  const error = await auth.headers().catch((thrown: Error) => thrown as Error);
  expect((error as Error).message).toBe(`not logged in: 127.0.0.1:${server.port} gives no token (400): invalid_grant.`);
  expect(`${(error as Error).stack}`).not.toContain("rt-secret");
});

test.each([
  ["{", "is not JSON"],
  ['{"type": "gdch_service_account"}', "typeline does not know credentials of type `gdch_service_account`"],
  ['{"type": "service_account", "client_email": "r", "private_key": "s3cr3t"}', "the private key of r cannot be read"],
])("the file %s is refused", async (text, message) => {
  const path = join(folder, "bad.json");
  writeFileSync(path, text);
  const use = async () => google({ GOOGLE_APPLICATION_CREDENTIALS: path }).auth.headers();
  await expect(use()).rejects.toMatchObject({ kind: "auth", message: expect.stringContaining(message) });
  await expect(use()).rejects.not.toMatchObject({ message: expect.stringContaining("s3cr3t") });
});

test("a file that is named must be there", () => {
  expect(() => google({ GOOGLE_APPLICATION_CREDENTIALS: join(folder, "none.json") })).toThrow("cannot be read (ENOENT)");
});
