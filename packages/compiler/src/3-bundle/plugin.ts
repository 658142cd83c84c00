import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { Plugin } from "esbuild";
import { type MissingModule, missingId } from "./failures.ts";
import { IMPORT_VIEW } from "./lift.ts";
import type { Module } from "./modules.ts";
import { OUR_PACKAGES } from "./our-packages.ts";

/** What the plugin gives esbuild. */
export interface Sources {
  /** Texts of the entry modules. */
  readonly entries: readonly string[];
  readonly modules: ReadonlyMap<string, Module>;
  /** Path of the module that our packages are imported from. */
  readonly ours: string;
  /** Names of npm packages that are not bundled. */
  readonly external: readonly string[];
  /** Modules that could not be resolved before: left out, to see which entries need them. */
  readonly missing: readonly MissingModule[];
  /** Where entry modules are resolved from. */
  readonly root: string;
}

export const ENTRY = "typeline:entry/";
const VIEW_SUFFIX = "?typeline-import=";

/** Serves entry modules, lifted modules and the modules between them and their imports (`import-views.ts`). */
export function plugin(sources: Sources): Plugin {
  return {
    name: "typeline",
    setup(build) {
      build.onResolve({ filter: anyOf([ENTRY], ".*") }, ({ path }) => ({ path, namespace: "typeline" }));
      build.onLoad({ filter: /^/, namespace: "typeline" }, ({ path }) => ({
        contents: sources.entries[Number(path.slice(ENTRY.length))]!,
        resolveDir: sources.root,
      }));

      build.onResolve({ filter: anyOf(OUR_PACKAGES) }, () => ({ path: sources.ours, sideEffects: false }));
      const leftOut = { external: true, sideEffects: false };
      build.onResolve({ filter: anyOf(sources.external, "(?:/.*)?") }, ({ path }) => ({ path, ...leftOut }));
      const missing = new Set(sources.missing.map(({ id }) => id));
      build.onResolve({ filter: anyOf(sources.missing.map(({ specifier }) => specifier)) }, ({ path, resolveDir }) => {
        const id = missingId(resolveDir, path);
        return missing.has(id) ? { path: id, ...leftOut } : undefined;
      });

      build.onResolve({ filter: anyOf([IMPORT_VIEW], ".*") }, ({ path, importer }) => ({
        path: importer + viewExtension(importer),
        suffix: VIEW_SUFFIX + path.slice(IMPORT_VIEW.length),
        sideEffects: false,
      }));
      build.onLoad({ filter: anyOf([...sources.modules.keys()], "(?:\\.[cm]ts)?") }, ({ path, suffix }) => {
        if (!suffix) return module(sources.modules.get(path));
        const importer = sources.modules.get(path.slice(0, path.lastIndexOf(".")));
        const view = importer?.imports[Number(suffix.slice(VIEW_SUFFIX.length))];
        return view && { contents: view.text, loader: "ts" as const };
      });
    },
  };
}

function module(lifted: Module | undefined): { contents: string; loader: "ts" | "tsx" | "js" | "jsx" } | undefined {
  if (!lifted) return undefined;
  const extension = extname(lifted.path).replace(/^\.[cm]?/, "");
  return { contents: lifted.contents, loader: extension as "ts" | "tsx" | "js" | "jsx" };
}

/** A filter that is run in esbuild's own process: a callback costs a message there and back. */
function anyOf(beginnings: readonly string[], rest = ""): RegExp {
  const escaped = beginnings.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return escaped.length > 0 ? new RegExp(`^(?:${escaped.join("|")})${rest}$`) : /^[^\s\S]/;
}

/** Whether CommonJS modules are imported as Node does it or as transpilers do depends on what the importing file is: the module between must be the same. */
function viewExtension(importer: string): ".mts" | ".cts" {
  if (/\.m[jt]s$/.test(importer)) return ".mts";
  if (/\.c[jt]s$/.test(importer)) return ".cts";
  for (let folder = dirname(importer); ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) return isModulePackage(file) ? ".mts" : ".cts";
    if (folder === dirname(folder)) return ".cts";
  }
}

function isModulePackage(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { type?: unknown }).type === "module";
  } catch {
    return false; // As esbuild reads a package.json that it cannot parse.
  }
}
