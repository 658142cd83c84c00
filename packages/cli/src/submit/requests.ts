import type { Body, DryRequest } from "@typeline/submit";
import { formatBytes } from "../outputs.ts";

/** Requests that are not sent, one after the other, as they would go over the wire; JSON is laid out, and a file is only named. */
export function requestLines(requests: readonly DryRequest[]): string {
  return requests
    .map(({ method, url, headers, body }) => {
      const lines = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
      return [...lines, ...(body === undefined ? [] : ["", bodyText(body)])].join("\n");
    })
    .map((text) => `${text}\n`)
    .join("\n");
}

/** The same, for `--json`. */
export function requestRecords(requests: readonly DryRequest[]): unknown[] {
  return requests.map(({ method, url, headers, body }) => ({
    method,
    url,
    headers,
    ...(body !== undefined && { body: body.kind === "json" ? body.value : body.kind === "form" ? body.fields : body.text }),
  }));
}

function bodyText(body: Body): string {
  switch (body.kind) {
    case "json":
      return JSON.stringify(body.value, undefined, 2);
    case "form":
      return new URLSearchParams(body.fields).toString();
    case "file":
      return `(${body.field}: ${body.name}, ${formatBytes(Buffer.byteLength(body.text))})`;
  }
}
