/** The modules of Node that this package uses. */
interface Modules {
  fs: typeof import("node:fs");
  os: typeof import("node:os");
  path: typeof import("node:path");
  process: typeof import("node:process");
  url: typeof import("node:url");
}

/**
 * A module of Node, looked up when it is needed rather than imported: authors' modules load without Node's types, in a browser's
 * bundle too, and nothing happens at import. Synchronous, since `artifact.path` is.
 */
export function node<Name extends keyof Modules>(name: Name): Modules[Name] {
  return process.getBuiltinModule(`node:${name}`) as Modules[Name];
}
