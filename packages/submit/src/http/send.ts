import type { IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import type { EncodedBody } from "./body.ts";

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: EncodedBody | undefined;
  readonly signal: AbortSignal;
}

/** Sends one request. Redirects are not followed. Rejects where there is no answer. */
export type Send = (request: Outgoing) => Promise<Response>;

/** What an HTTPS connection is checked against, and shown: PEM. */
export interface Tls {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Believe any certificate. */
  readonly insecure?: boolean | undefined;
  /** The name that the server's certificate must bear, where it is not the address's. */
  readonly serverName?: string | undefined;
}

export const sendByFetch: Send = ({ method, url, headers, body, signal }) =>
  fetch(url, { method, headers: withType(headers, body), body: body?.bytes ?? null, redirect: "manual", signal });

/** `fetch` knows no certificates of its own; Node's `https` does. */
export function sendWithTls(tls: Tls): Send {
  return ({ method, url, headers, body, signal }) => {
    if (!url.startsWith("https:")) return sendByFetch({ method, url, headers, body, signal });
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest(url, {
        method,
        signal,
        headers: { ...withType(headers, body), ...(body && { "content-length": String(body.bytes.length) }) },
        ca: tls.ca,
        cert: tls.cert,
        key: tls.key,
        rejectUnauthorized: tls.insecure !== true,
        ...(tls.serverName !== undefined && { servername: tls.serverName }),
      });
      outgoing.on("error", reject);
      outgoing.on("response", (incoming) => {
        const status = incoming.statusCode ?? 0;
        const hasBody = status !== 204 && status !== 304;
        if (!hasBody) incoming.resume();
        resolve(
          new Response(hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null, {
            status,
            headers: headersOf(incoming.headers),
          }),
        );
      });
      outgoing.end(body?.bytes);
    });
  };
}

function withType(headers: Readonly<Record<string, string>>, body: EncodedBody | undefined): Record<string, string> {
  return { ...headers, ...(body && { "content-type": body.type }) };
}

function headersOf(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) for (const one of [value ?? []].flat()) headers.append(name, one);
  return headers;
}
