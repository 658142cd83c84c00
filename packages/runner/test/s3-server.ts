import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export const KEYS = { AWS_ACCESS_KEY_ID: "test-key", AWS_SECRET_ACCESS_KEY: "test/secret+key" };

/** An S3 of tests: one bucket after the path, requests signed with {@link KEYS} (Signature Version 4) or refused, pages of three keys. */
export class S3Server {
  /** Contents by `bucket/key`. */
  readonly objects = new Map<string, Buffer>();
  /** Method, path and query of each request. */
  readonly requests: string[] = [];
  /** Asked first about each request; true if it has answered. */
  fault: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  readonly #uploads = new Map<string, Map<number, Buffer>>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: Error) => response.writeHead(500).end(error.stack));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Uploads in parts that were neither completed nor given up. */
  get pending(): number {
    return this.#uploads.size;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const body = await buffer(request);
    const url = new URL(request.url!, "http://server");
    this.requests.push(`${request.method} ${request.url}`);
    if (this.fault(request, response)) return response;
    const wrong = wrongSignature(request, url, body);
    if (wrong !== undefined) return fail(response, 403, wrong);
    const [bucket, ...rest] = url.pathname.slice(1).split("/").map(decodeURIComponent);
    if (bucket === "missing") return fail(response, 404, "NoSuchBucket");
    const key = rest.join("/");
    if (request.method === "GET" && key === "") return this.#list(response, bucket!, url.searchParams);
    const path = `${bucket}/${key}`;
    if (request.method === "GET") return this.#get(request, response, path);
    if (url.searchParams.has("uploads") || url.searchParams.has("uploadId")) return this.#parts(request, response, path, url, body);
    if (request.method !== "PUT") return fail(response, 405, "MethodNotAllowed");
    this.objects.set(path, body);
    return response.writeHead(200, { etag: tagOf(body) }).end();
  }

  #get(request: IncomingMessage, response: ServerResponse, path: string): ServerResponse {
    const object = this.objects.get(path);
    if (object === undefined) return fail(response, 404, "NoSuchKey");
    const { range, "if-match": tag } = request.headers;
    if (tag !== undefined && tag !== tagOf(object)) return fail(response, 412, "PreconditionFailed");
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    if (from >= object.length && from > 0) return fail(response, 416, "InvalidRange");
    response.writeHead(range === undefined ? 200 : 206, {
      etag: tagOf(object),
      "content-length": object.length - from,
      ...(range === undefined ? {} : { "content-range": `bytes ${from}-${object.length - 1}/${object.length}` }),
    });
    return response.end(object.subarray(from));
  }

  #list(response: ServerResponse, bucket: string, query: URLSearchParams): ServerResponse {
    if (query.get("list-type") !== "2") return fail(response, 400, "InvalidArgument");
    const prefix = `${bucket}/${query.get("prefix") ?? ""}`;
    const keys = [...this.objects.keys()]
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(bucket.length + 1))
      .sort();
    const start = Number(query.get("continuation-token") ?? 0);
    const page = keys.slice(start, start + 3).map((key) => `<Contents><Key>${escaped(key)}</Key></Contents>`);
    const more = start + 3 < keys.length;
    const next = more ? `<NextContinuationToken>${start + 3}</NextContinuationToken>` : "";
    return xml(response, 200, `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${page.join("")}</ListBucketResult>`);
  }

  #parts(request: IncomingMessage, response: ServerResponse, path: string, url: URL, body: Buffer): ServerResponse {
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      const id = `${this.#uploads.size + 1}`;
      this.#uploads.set(id, new Map());
      return xml(response, 200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    const id = url.searchParams.get("uploadId")!;
    const parts = this.#uploads.get(id);
    if (parts === undefined) return fail(response, 404, "NoSuchUpload");
    if (request.method === "PUT") {
      parts.set(Number(url.searchParams.get("partNumber")), body);
      return response.writeHead(200, { etag: tagOf(body) }).end();
    }
    this.#uploads.delete(id);
    if (request.method === "DELETE") return response.writeHead(204).end();
    const listed = [...body.toString().matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => Number(/<PartNumber>(\d+)</.exec(part)![1]));
    this.objects.set(path, Buffer.concat(listed.map((number) => parts.get(number)!)));
    return xml(response, 200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
  }
}

const tagOf = (object: Buffer): string => `"${createHash("md5").update(object).digest("hex")}"`;
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function xml(response: ServerResponse, status: number, text: string): ServerResponse {
  return response.writeHead(status, { "content-type": "application/xml" }).end(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
}

function fail(response: ServerResponse, status: number, code: string): ServerResponse {
  return xml(response, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();
/** As AWS has it: all but unreserved characters. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** What is wrong with the signature, as S3 calls it. */
function wrongSignature({ method, headers }: IncomingMessage, url: URL, body: Buffer): string | undefined {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
    headers.authorization ?? "",
  );
  if (parts === null) return "AccessDenied";
  const [, id, day, region, signed, signature] = parts as unknown as [string, string, string, string, string, string];
  if (id !== KEYS.AWS_ACCESS_KEY_ID) return "InvalidAccessKeyId";
  const payload = headers["x-amz-content-sha256"];
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url.pathname, query.join("&"), lines.join(""), signed, payload].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], `${day}/${region}/s3/aws4_request`, sha256(canonical)].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${KEYS.AWS_SECRET_ACCESS_KEY}`);
  return hmac(key, text).toString("hex") === signature ? undefined : "SignatureDoesNotMatch";
}
