import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Clock, realClock } from "../http/clock.ts";
import { SubmitError } from "../http/error.ts";
import type { Secrets } from "../http/secrets.ts";
import { type Send, sendByFetch } from "../http/send.ts";
import type { Auth } from "./auth.ts";
import { bearerToken, type FreshToken, renewingToken } from "./bearer.ts";

/** Where Google's credentials are looked for. */
export interface GoogleOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: Secrets;
  readonly send?: Send | undefined;
  readonly clock?: Clock | undefined;
}

/** Credentials of Google, and the project that they name. */
export interface GoogleAuth {
  readonly auth: Auth;
  readonly project?: string | undefined;
}

const scope = "https://www.googleapis.com/auth/cloud-platform";

/** A file of application default credentials, as `gcloud` and Google's libraries write it. */
interface CredentialsFile {
  readonly type?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly refresh_token?: string;
  readonly client_email?: string;
  readonly private_key?: string;
  readonly private_key_id?: string;
  readonly token_uri?: string;
  readonly project_id?: string;
  readonly quota_project_id?: string;
  readonly audience?: string;
  readonly subject_token_type?: string;
  readonly token_url?: string;
  readonly service_account_impersonation_url?: string;
  readonly source_credentials?: CredentialsFile;
  readonly credential_source?: {
    readonly file?: string;
    readonly url?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly format?: { readonly type?: string; readonly subject_token_field_name?: string };
  };
}

/**
 * Google's credentials, in the order that its own libraries look for them: a token in the environment, the file of
 * `GOOGLE_APPLICATION_CREDENTIALS`, that of `gcloud auth application-default login`, else the metadata server of the machine.
 *
 * @throws SubmitError where a file is there but cannot be used
 */
export function googleAuth({ env, secrets, send = sendByFetch, clock = realClock }: GoogleOptions): GoogleAuth {
  const project = env["GOOGLE_CLOUD_PROJECT"] ?? env["CLOUDSDK_CORE_PROJECT"];
  for (const name of ["GOOGLE_OAUTH_ACCESS_TOKEN", "CLOUDSDK_AUTH_ACCESS_TOKEN"]) {
    const token = env[name];
    if (token) return { auth: bearerToken(token, name, secrets), project };
  }
  const google = { secrets, send, clock };
  const named = env["GOOGLE_APPLICATION_CREDENTIALS"];
  const path =
    named ?? join(env["CLOUDSDK_CONFIG"] ?? join(env["HOME"] ?? "", ".config", "gcloud"), "application_default_credentials.json");
  const file = readCredentials(path, named !== undefined, secrets);
  if (file === undefined) {
    const host = env["GCE_METADATA_HOST"] ?? "metadata.google.internal";
    const identity = "this machine's service account";
    return {
      auth: renewingToken(
        identity,
        () => metadataToken(google, host),
        () => clock.now(),
        secrets,
      ),
      project,
    };
  }
  const identity = file.client_email === undefined ? `the credentials of ${path}` : `the service account ${file.client_email}`;
  return {
    auth: renewingToken(
      identity,
      () => tokenOf(google, file, path),
      () => clock.now(),
      secrets,
    ),
    project: project ?? file.project_id ?? file.quota_project_id,
  };
}

type Google = Required<Pick<GoogleOptions, "secrets">> & { readonly send: Send; readonly clock: Clock };

function readCredentials(path: string, mustExist: boolean, secrets: Secrets): CredentialsFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (!mustExist && (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new SubmitError("auth", `not logged in: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    const file = JSON.parse(text) as CredentialsFile;
    noteSecrets(file, secrets);
    return file;
  } catch {
    // What the parser says would quote the file.
    throw new SubmitError("auth", `not logged in: ${path} is not JSON.`);
  }
}

function noteSecrets(file: CredentialsFile, secrets: Secrets): void {
  for (const secret of [file.client_secret, file.refresh_token, file.private_key]) if (secret) secrets.add(secret);
  if (file.source_credentials) noteSecrets(file.source_credentials, secrets);
}

async function tokenOf(google: Google, file: CredentialsFile, path: string): Promise<FreshToken> {
  switch (file.type) {
    case "authorized_user":
      return exchange(google, file.token_uri ?? "https://oauth2.googleapis.com/token", {
        grant_type: "refresh_token",
        client_id: file.client_id ?? "",
        client_secret: file.client_secret ?? "",
        refresh_token: file.refresh_token ?? "",
      });
    case "service_account":
      return exchange(google, file.token_uri ?? "https://oauth2.googleapis.com/token", {
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: assertion(file, google.clock.now()),
      });
    case "external_account":
      return federated(google, file);
    case "impersonated_service_account": {
      const source = await tokenOf(google, file.source_credentials ?? {}, path);
      return impersonate(google, file.service_account_impersonation_url ?? "", source.token);
    }
    default:
      throw new SubmitError("auth", `not logged in: typeline does not know credentials of type \`${file.type}\` (${path}).`);
  }
}

/** A signed statement of who asks (RFC 7523). */
function assertion({ client_email, private_key = "", private_key_id, token_uri }: CredentialsFile, now: number): string {
  const seconds = Math.floor(now / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = part({ alg: "RS256", typ: "JWT", kid: private_key_id });
  const claims = part({
    iss: client_email,
    scope,
    aud: token_uri ?? "https://oauth2.googleapis.com/token",
    iat: seconds,
    exp: seconds + 3600,
  });
  try {
    return `${head}.${claims}.${createSign("RSA-SHA256").update(`${head}.${claims}`).sign(private_key, "base64url")}`;
  } catch {
    throw new SubmitError("auth", `not logged in: the private key of ${client_email} cannot be read.`);
  }
}

/** Workload identity federation: a token of another provider for one of Google's (RFC 8693). */
async function federated(google: Google, file: CredentialsFile): Promise<FreshToken> {
  const subject = google.secrets.add(await subjectToken(google, file.credential_source));
  const token = await exchange(google, file.token_url ?? "https://sts.googleapis.com/v1/token", {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
    audience: file.audience ?? "",
    scope,
    subject_token: subject,
    subject_token_type: file.subject_token_type ?? "",
  });
  const { service_account_impersonation_url: url } = file;
  return url === undefined ? token : impersonate(google, url, token.token);
}

async function subjectToken({ send }: Google, source: CredentialsFile["credential_source"] = {}): Promise<string> {
  let text: string;
  if (source.file !== undefined) text = readFileSync(source.file, "utf8");
  else if (source.url !== undefined) {
    const response = await send({ method: "GET", url: source.url, headers: source.headers ?? {}, signal: AbortSignal.timeout(30_000) });
    text = await response.text();
    if (!response.ok) throw new SubmitError("auth", `not logged in: ${new URL(source.url).host} gives no token (${response.status}).`);
  } else throw new SubmitError("auth", "not logged in: of federated credentials, typeline knows those with a `file` or a `url`.");
  if (source.format?.type !== "json") return text.trim();
  return String((JSON.parse(text) as Record<string, unknown>)[source.format.subject_token_field_name ?? ""]);
}

async function impersonate(google: Google, url: string, token: string): Promise<FreshToken> {
  google.secrets.add(token);
  const body = { type: "application/json", bytes: Buffer.from(JSON.stringify({ scope: [scope], lifetime: "3600s" })) };
  const answer = await ask(google, { method: "POST", url, headers: { authorization: `Bearer ${token}` }, body });
  return { token: String(answer["accessToken"]), expires: Date.parse(String(answer["expireTime"])) };
}

async function exchange(google: Google, url: string, fields: Readonly<Record<string, string>>): Promise<FreshToken> {
  for (const [name, value] of Object.entries(fields))
    if (/assertion|token$|secret/.test(name) && !name.endsWith("type")) google.secrets.add(value);
  const body = { type: "application/x-www-form-urlencoded", bytes: Buffer.from(new URLSearchParams(fields).toString()) };
  return tokenIn(await ask(google, { method: "POST", url, headers: {}, body }), google.clock);
}

async function metadataToken(google: Google, host: string): Promise<FreshToken> {
  const url = `http://${host}/computeMetadata/v1/instance/service-accounts/default/token`;
  return tokenIn(await ask(google, { method: "GET", url, headers: { "metadata-flavor": "Google" } }), google.clock);
}

function tokenIn(answer: Record<string, unknown>, clock: Clock): FreshToken {
  const { access_token: token, expires_in: seconds } = answer;
  return { token: String(token), expires: clock.now() + Number(seconds ?? 3600) * 1000 };
}

async function ask(
  { send, secrets }: Google,
  request: Pick<Parameters<Send>[0], "method" | "url" | "headers" | "body">,
): Promise<Record<string, unknown>> {
  const { host } = new URL(request.url);
  let response: Response;
  try {
    response = await send({ ...request, signal: AbortSignal.timeout(30_000) });
  } catch {
    const hint = request.method === "GET" ? ": set GOOGLE_APPLICATION_CREDENTIALS, or run `gcloud auth application-default login`" : "";
    throw new SubmitError("auth", `not logged in: there are no credentials of Google, and ${host} cannot be reached${hint}.`);
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as Record<string, unknown>;
  const [, reason = ""] = /"error(?:_description)?"\s*:\s*"([^"]*)"/.exec(text) ?? [];
  throw new SubmitError("auth", secrets.mask(`not logged in: ${host} gives no token (${response.status})${reason && `: ${reason}`}.`));
}
