import { SubmitError } from "./error.ts";

/** What is known of a request when its answer is explained. */
export interface Circumstances {
  /** `create the run`. */
  readonly what: string;
  /** Origin and path, without query. */
  readonly url: string;
  /** What is at the address, in words: `Kubeflow Pipelines`. */
  readonly service: string;
  /** How the client shows who it is, in words: `the token of FILE`. */
  readonly identity: string;
  readonly namespace?: string | undefined;
}

/** Why a request got no answer. */
export function explainFailure(error: unknown, { what, url, service }: Circumstances): SubmitError {
  const { origin, host, hostname } = new URL(url);
  const code = codeOf(error);
  const name = nameOf(error);
  const wrong = (reason: string) =>
    new SubmitError("address", `wrong address: ${reason}, so typeline cannot ${what}. Set \`--endpoint\`.`, { cause: error });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return wrong(`the name ${hostname} is not known`);
  if (code === "ECONNREFUSED") return wrong(`nothing listens at ${host}`);
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return wrong(`${host} cannot be reached`);
  if (code === "EPROTO" || code === "ERR_SSL_WRONG_VERSION_NUMBER") return wrong(`${origin} does not speak TLS`);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code))
    return new SubmitError(
      "address",
      `the certificate of ${host} cannot be trusted (${code}): give its authority in NODE_EXTRA_CA_CERTS or in the kubeconfig.`,
      { cause: error },
    );
  const reason = name === "TimeoutError" ? `${host} did not answer in time` : `the connection to ${host} broke (${code || name})`;
  return new SubmitError("server", `${service} failed: ${reason} while typeline tried to ${what}.`, { mayHaveArrived: true, cause: error });
}

/** What an answer means that is no success. `text` has no secrets left. */
export function explainAnswer(status: number, text: string, { what, url, service, identity, namespace }: Circumstances): SubmitError {
  const said = messageOf(text);
  const because = said === "" ? "" : `: ${said}`;
  const inNamespace = namespace === undefined ? "" : ` in namespace \`${namespace}\``;
  if (status === 401) return new SubmitError("auth", `not logged in: ${service} does not accept ${identity} (401)${because}.`);
  if (status === 403)
    return new SubmitError(
      namespace === undefined ? "auth" : "namespace",
      `not allowed: ${service} knows ${identity}, and does not let it ${what}${inNamespace} (403)${because}.`,
    );
  if (status === 404 && /namespace/i.test(said) && namespace !== undefined)
    return new SubmitError("namespace", `wrong namespace: there is no \`${namespace}\` (404)${because}.`);
  if (status === 404 && (!isServiceAnswer(text) || /could not find the requested resource|page not found/i.test(said)))
    return new SubmitError("address", `wrong address: there is no ${service} at ${url} (404)${because}.`);
  if (status === 404 || status === 410)
    return new SubmitError("gone", `${service} cannot ${what}: it does not exist (${status})${because}.`);
  if (status === 405 || status === 501)
    return new SubmitError(
      "address",
      `wrong address: what is at ${url} is not ${service}, or too old a release of it (${status})${because}.`,
    );
  if (status === 409 || status === 412) return new SubmitError("conflict", `${service} cannot ${what} (${status})${because}.`);
  if (status === 413) return new SubmitError("spec", `the spec is too large for ${service}, which cannot ${what} (413)${because}.`);
  if (status === 429) return new SubmitError("server", `${service} is too busy to ${what} (429)${because}.`);
  if (status >= 500) return new SubmitError("server", `${service} failed to ${what} (${status})${because}.`, { mayHaveArrived: true });
  return new SubmitError("spec", `the spec was refused: ${service} cannot ${what} (${status})${because}.`);
}

/** An answer that leads elsewhere, or is a page for people. */
export function explainPage(location: string | undefined, { url, service, identity }: Circumstances): SubmitError {
  if (location === undefined)
    return new SubmitError(
      "address",
      `${url} answers with a web page, not as ${service}: the address is wrong, or it is a page to log in at.`,
    );
  const { origin, pathname } = new URL(location, url);
  const target = `${origin}${pathname}`;
  if (/login|oauth2|auth|dex|signin|sso/i.test(target))
    return new SubmitError("auth", `not logged in: ${service} does not accept ${identity}, and leads to ${target}.`);
  return new SubmitError("address", `wrong address: ${url} leads to ${target}. Set \`--endpoint\` to where ${service} is.`);
}

/** Whether the body is JSON, as that of an API is, and not some proxy's page. */
function isServiceAnswer(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** What KFP, Kubernetes, Argo or Google say in the body of an error, in one line. */
function messageOf(text: string): string {
  let said: unknown = text;
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const error = body["error"];
    said =
      body["error_message"] ??
      body["message"] ??
      (typeof error === "object" && error !== null ? (error as Record<string, unknown>)["message"] : error) ??
      text;
  } catch {
    if (/^\s*</.test(text)) return "";
  }
  // A terminal must not be told what to do by what a server says.
  const line = String(said)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/\.+$/, "");
  return line.length <= 400 ? line : `${line.slice(0, 399)}…`;
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === "string" && code !== "ABORT_ERR" ? code : cause === undefined ? "" : codeOf(cause);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
