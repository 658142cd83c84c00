import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** sha256, in hex. */
export function digestOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

/** Offset of the byte of a gzip header that names the operating system (RFC 1952). */
const OS_BYTE = 9;
const UNKNOWN_OS = 255;

/** Gzip in base64, the same on every platform: Node writes no time of modification, but the operating system. */
export function encodeBundle(code: string): string {
  const zipped = gzipSync(code, { level: 9 });
  zipped[OS_BYTE] = UNKNOWN_OS;
  return zipped.toString("base64");
}
