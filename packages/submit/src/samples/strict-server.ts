import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";

/** An API's own description: its operations, by method and path, and the messages that they take. */
export interface Api {
  readonly operations: Readonly<
    Record<
      string,
      { readonly query?: Readonly<Record<string, string>>; readonly body?: object; readonly file?: string; readonly type?: string }
    >
  >;
  readonly $defs?: Readonly<Record<string, unknown>>;
}

/** A request that was as the API wants it. */
export interface Received {
  /** Of the description: `POST /apis/v2beta1/runs`. */
  readonly operation: string;
  /** What stands for `{name}` in its path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** JSON; of an upload, the file's text; of a form, its fields. */
  readonly body: any;
}

export interface Reply {
  readonly status?: number;
  /** Sent as JSON, or as it is where it is a text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** Something that goes wrong, once, at the next request of an operation. */
export type Fault =
  | { readonly at: string; readonly reply: Reply }
  /** The connection breaks while the body comes in, so that the request has no effect. */
  | { readonly at: string; readonly drop: "during" }
  /** It breaks when the request has had its effect. */
  | { readonly at: string; readonly drop: "after" };

export interface StrictServer {
  readonly url: string;
  readonly port: number;
  /** What came in and was right, faults included. */
  readonly received: Received[];
  /** What was wrong with requests: a test that leaves any has failed. */
  readonly violations: string[];
  readonly faults: Fault[];
  close(): Promise<void>;
}

/** A server of an API that takes nothing but what the API's description allows. */
export async function strictServer(
  api: Api,
  answer: (request: Received) => Reply | Promise<Reply>,
  server: Server = createServer(),
): Promise<StrictServer> {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const operations = Object.entries(api.operations).map(([operation, description]) => ({
    operation,
    ...description,
    matches: pattern(operation),
    check: description.body && ajv.compile({ ...description.body, $defs: api.$defs ?? {} }),
  }));
  const received: Received[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? "/", "http://server");
    const line = `${incoming.method} ${url.pathname}`;
    const found = operations.map((one) => ({ ...one, params: one.matches(line) })).find((one) => one.params !== undefined);
    const fault = faults.findIndex(({ at }) => at === found?.operation);
    const [wrong] = fault < 0 ? [] : faults.splice(fault, 1);
    if (wrong && "drop" in wrong && wrong.drop === "during") {
      incoming.once("data", () => incoming.socket.destroy());
      return;
    }
    const text = await textOf(incoming);
    if (found === undefined) {
      violations.push(`no such operation: ${line}`);
      reply(outgoing, { status: 404, body: "404 page not found\n", headers: { "content-type": "text/plain" } });
      return;
    }
    const problems: string[] = [];
    for (const name of url.searchParams.keys())
      if (!Object.hasOwn(found.query ?? {}, name)) problems.push(`unknown query parameter ${name}`);
    const body = readBody(found, incoming.headers["content-type"], text, problems);
    if (found.check && !found.check(body)) problems.push(ajv.errorsText(found.check.errors));
    if (problems.length > 0) {
      violations.push(...problems.map((problem) => `${line}: ${problem}`));
      reply(outgoing, { status: 400, body: { message: problems.join("; ") } });
      return;
    }
    const request: Received = {
      operation: found.operation,
      params: found.params!,
      query: Object.fromEntries(url.searchParams),
      headers: incoming.headers as Record<string, string>,
      body,
    };
    received.push(request);
    if (wrong && "reply" in wrong) return reply(outgoing, wrong.reply);
    const right = await answer(request);
    if (wrong) incoming.socket.destroy();
    else reply(outgoing, right);
  };
  server.on("request", (incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      violations.push(`the server's own mistake: ${String(error)}`);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    violations,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Matches `POST /runs/{id}:retry` and gives what stands for the names. */
function pattern(operation: string): (line: string) => Record<string, string> | undefined {
  const source = operation.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/:]+|[^/]+\\.[^/:]+)");
  const expression = new RegExp(`^${source}$`);
  return (line) => {
    const match = expression.exec(line);
    return match === null
      ? undefined
      : Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
  };
}

function readBody(
  { body, file, type = "application/json" }: Api["operations"][string],
  contentType: string | undefined,
  text: string,
  problems: string[],
): unknown {
  if (file !== undefined) {
    const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(contentType ?? "")?.[1];
    if (boundary === undefined) problems.push(`content-type ${contentType} is no multipart/form-data`);
    const [before, part = "", end] = text.split(`--${boundary}`);
    const [head = "", ...rest] = part.split("\r\n\r\n");
    if (before !== "" || end?.trim() !== "--") problems.push("not one part of multipart/form-data");
    if (!head.includes(`name="${file}"`) || !/filename="[^"]+\.ya?ml"/.test(head)) problems.push(`no file ${file} but ${head.trim()}`);
    return rest.join("\r\n\r\n").replace(/\r\n$/, "");
  }
  if (type === "application/x-www-form-urlencoded") {
    if (contentType !== type) problems.push(`content-type ${contentType}`);
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (body === undefined) {
    if (text !== "") problems.push(`a body where none is wanted: ${text.slice(0, 80)}`);
    return undefined;
  }
  if (contentType !== type) problems.push(`content-type ${contentType}, not ${type}`);
  try {
    return JSON.parse(text);
  } catch {
    problems.push("the body is not JSON");
    return undefined;
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) text += chunk;
  return text;
}

function reply(outgoing: ServerResponse, { status = 200, body, headers = {} }: Reply): void {
  const isText = typeof body === "string";
  outgoing.writeHead(status, { "content-type": isText ? "text/plain" : "application/json", ...headers });
  outgoing.end(body === undefined ? "" : isText ? body : JSON.stringify(body));
}
