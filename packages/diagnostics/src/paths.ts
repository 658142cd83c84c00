import { isAbsolute, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** A path as it is printed: relative to `cwd`, with `/`. Paths on another drive stay absolute. */
export function relativePath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return isAbsolute(path) ? file : path.split(sep).join("/") || ".";
}

/** A relative reference as RFC 3986 wants it; a file outside of `cwd` keeps its whole `file:` address. */
export function relativeUri(file: string, cwd: string): string {
  const path = relativePath(file, cwd);
  if (isAbsolute(path) || path.startsWith("../")) return pathToFileURL(file).href;
  // A first segment with a colon would read as a scheme; `encodeURIComponent` encodes it.
  return path.split("/").map(encodeURIComponent).join("/");
}
