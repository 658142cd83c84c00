import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What `run_locally.py` says of a path: a file's text or digest, a folder's contents by name; null where nothing was written. */
export function contentOf(path) {
  if (path === undefined || !existsSync(path)) return null;
  if (statSync(path).isDirectory())
    return Object.fromEntries(
      readdirSync(path)
        .sort()
        .map((name) => [name, contentOf(join(path, name))]),
    );
  const bytes = readFileSync(path);
  return bytes.length < 2000 && isUtf8(bytes) ? bytes.toString() : createHash("sha256").update(bytes).digest("hex");
}
