import { join } from "node:path";
import { type Ask, causeOf, download, type Part, Transient } from "./download.ts";
import { inPlace } from "./in-place.ts";
import { type Remote, RemoteError } from "./remote.ts";

/**
 * Files of web servers: `http:` and `https:`. A user and a password in the URL are sent as HTTP's basic authorization.
 *
 * @param delay seconds before a second attempt
 */
export function web(delay?: number): Remote {
  return {
    async fetch(uri, into, signal) {
      const url = parse(uri);
      const what = shown(url);
      const path = join(into, nameOf(url));
      await inPlace(path, (unfinished) => download(what, unfinished, asking(url, what), signal, delay));
      return path;
    },
    put: async (_path, uri) => cannotStore(uri),
    check: async (uri) => cannotStore(uri),
  };
}

function cannotStore(uri: string): never {
  throw new RemoteError(`nothing can be stored at ${shown(parse(uri))}: give a folder, or an s3:// or minio:// URI`);
}

function parse(uri: string): URL {
  if (URL.canParse(uri)) return new URL(uri);
  throw new RemoteError(`"${uri.replace(/\/\/[^/]*@/, "//").replace(/\?.*/s, "")}" is no URL`);
}

/** Queries of signed URLs are credentials too. */
const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

/** The last part of the path, if it can be a file's name. */
function nameOf({ pathname }: URL): string {
  const last = pathname.split("/").at(-1)!;
  const name = decoded(last);
  return name === "" || name === "." || name === ".." ? "download" : name;
}

/** An escaped slash must not lead out of the folder: such a name stays escaped. */
function decoded(part: string): string {
  try {
    const name = decodeURIComponent(part);
    return /[/\\\0]/.test(name) ? part : name;
  } catch {
    return part;
  }
}

function asking(url: URL, what: string): Ask {
  const bare = new URL(url);
  bare.username = bare.password = "";
  // A compressed answer has another length than the file, and no ranges of it.
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (url.username !== "" || url.password !== "") headers["authorization"] = basic(url);
  return async (from, tag, signal) => {
    const range: Record<string, string> = from > 0 && tag !== undefined ? { range: `bytes=${from}-`, "if-range": tag } : {};
    const response = await send(bare, { ...headers, ...range }, what, signal);
    // What we have is no prefix of what is there now; the next attempt starts from the beginning.
    if (response.status === 416) return { from: 0, body: retry("the file has changed") };
    if (!response.ok || response.status === 204) await refuse(response, what);
    return partOf(response, what);
  };
}

async function* retry(why: string): AsyncGenerator<Uint8Array> {
  yield* [];
  throw new Error(why);
}

const basic = ({ username, password }: URL): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;

/** Codes of failures of the network that come and go. A name that no server has is not one. */
const TRANSIENT =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_(?:SOCKET|.*_TIMEOUT))$/;

async function send(url: URL, headers: Record<string, string>, what: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers, signal, redirect: "follow" });
  } catch (error) {
    signal.throwIfAborted();
    if (TRANSIENT.test(codeOf(error) ?? "")) throw new Transient(causeOf(error));
    throw new RemoteError(`${what} cannot be fetched: ${causeOf(error)}`);
  }
}

function codeOf(error: unknown): string | undefined {
  const { code, cause, errors } = error as { code?: string; cause?: unknown; errors?: unknown[] };
  return code ?? (cause === undefined ? errors && codeOf(errors[0] ?? {}) : codeOf(cause));
}

async function refuse(response: Response, what: string): Promise<never> {
  await response.body?.cancel();
  const why = `the server answered ${response.status}${response.statusText === "" ? "" : ` ${response.statusText}`}`;
  if (response.status >= 500 || response.status === 429 || response.status === 408)
    throw new Transient(why, secondsOf(response.headers.get("retry-after")));
  throw new RemoteError(`${what} cannot be fetched: ${why}`);
}

/** `Retry-After` is a number of seconds or a date. */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function partOf(response: Response, what: string): Part {
  const { headers, body } = response;
  const etag = headers.get("etag");
  // Only a strong one names the bytes; and `fetch` has decoded what was encoded all the same.
  const encoded = headers.has("content-encoding") && headers.get("content-encoding") !== "identity";
  const tag = etag === null || etag.startsWith("W/") || encoded ? undefined : etag;
  const chunks = body ?? retry("the server sent nothing");
  if (response.status !== 206) {
    const length = headers.get("content-length");
    return { from: 0, size: length === null || encoded ? undefined : Number(length), tag, body: chunks };
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
  if (range === null) throw new RemoteError(`${what} cannot be fetched: the server sent a part of the file and does not say which`);
  return { from: Number(range[1]), size: range[3] === "*" ? Number(range[2]) + 1 : Number(range[3]), tag, body: chunks };
}
