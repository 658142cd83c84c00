import { createHash } from "node:crypto";

/** What a request carries. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown /** `application/json` where left out. */; readonly type?: string }
  | { readonly kind: "form"; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: "file"; readonly field: string; readonly name: string; readonly type: string; readonly text: string };

/** A body as it is sent. */
export interface EncodedBody {
  readonly type: string;
  readonly bytes: Buffer;
}

export function encodeBody(body: Body): EncodedBody {
  switch (body.kind) {
    case "json":
      return { type: body.type ?? "application/json", bytes: Buffer.from(JSON.stringify(body.value)) };
    case "form":
      return { type: "application/x-www-form-urlencoded", bytes: Buffer.from(new URLSearchParams(body.fields).toString()) };
    case "file":
      return multipart(body);
  }
}

/** One file (RFC 7578). The boundary follows from the content, so that the same upload is the same bytes, and cannot be in it. */
function multipart({ field, name, type, text }: Extract<Body, { kind: "file" }>): EncodedBody {
  let boundary = createHash("sha256").update(text).digest("hex").slice(0, 32);
  while (text.includes(boundary)) boundary = createHash("sha256").update(boundary).digest("hex").slice(0, 32);
  const quoted = (value: string) => value.replaceAll('"', "%22").replaceAll(/\r?\n/g, "%0A");
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(field)}"; filename="${quoted(name)}"\r\nContent-Type: ${type}\r\n\r\n`;
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.from(`${head}${text}\r\n--${boundary}--\r\n`) };
}
