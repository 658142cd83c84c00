import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Project } from "typescript/unstable/sync";
import { ancestor } from "./tsconfig.ts";

/**
 * The JSON files that projects are read by, absolute: their configurations, what these extend and refer to, imported data, and the manifests of the
 * packages that own files stand in. TypeScript does not say; asking to be told of each file that it reads would take a third of opening a small program.
 *
 * @param textOf the text of a configuration that is not on the disk
 */
export function jsonFilesOf(projects: readonly Project[], textOf: (path: string) => string | undefined): string[] {
  const configs = new Set<string>();
  for (const { configFileName } of projects) addConfigs(configFileName, textOf, configs);
  const sources = projects.flatMap(({ program }) => program.getSourceFileNames()).filter((path) => !/[\\/]node_modules[\\/]/.test(path));
  const folders = new Set(sources.filter((path) => isAbsolute(path)).map((path) => dirname(path)));
  const manifests = [...folders].flatMap((folder) => {
    const holder = ancestor(folder, "package.json");
    return holder === undefined ? [] : [join(holder, "package.json")];
  });
  return [...new Set([...configs].filter((path) => textOf(path) === undefined).concat(manifests, sources.filter(isJson)))];
}

const isJson = (path: string): boolean => path.endsWith(".json");

/** Adds a configuration and all that it extends and refers to. */
function addConfigs(path: string, textOf: (path: string) => string | undefined, found: Set<string>): void {
  if (found.has(path)) return;
  found.add(path);
  const config = parse(textOf(path) ?? readIfThere(path));
  for (const base of [config.extends ?? []].flat()) if (typeof base === "string") addConfigs(extendedFile(path, base), textOf, found);
  for (const reference of Array.isArray(config.references) ? config.references : []) {
    const { path: target } = (reference ?? {}) as { readonly path?: unknown };
    if (typeof target === "string") addConfigs(configAt(resolve(dirname(path), target)), textOf, found);
  }
}

/** What `extends` names, as TypeScript finds it: a file, or a module of an installed package. One that is missing is where it would be. */
function extendedFile(config: string, name: string): string {
  if (isAbsolute(name) || /^\.\.?(?:[\\/]|$)/.test(name)) {
    const path = resolve(dirname(config), name);
    return path.endsWith(".json") || existsSync(path) ? path : `${path}.json`;
  }
  const names = [name, `${name}.json`, `${name}/tsconfig.json`];
  const { resolve: find } = createRequire(config);
  for (const candidate of names) {
    try {
      const path = find(candidate);
      if (isJson(path)) return path;
    } catch {} // Its package may be missing, or may not export it.
  }
  const places = names.map((candidate) => join("node_modules", candidate)).filter(isJson);
  const [holder, place] = places.map((place) => [ancestor(dirname(config), place), place] as const).find(([folder]) => folder) ?? [];
  return join(holder ?? dirname(config), place ?? join("node_modules", `${name}.json`));
}

/** What a reference names: a configuration, or the folder of one. */
function configAt(path: string): string {
  return isJson(path) ? path : join(path, "tsconfig.json");
}

interface Config {
  readonly extends?: unknown;
  readonly references?: unknown;
}

/** A configuration's JSON, which may have comments and commas before closing brackets. One that cannot be read names nothing. */
function parse(text: string): Config {
  const withoutComments = text.replace(/("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g, "$1");
  const json = withoutComments.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, "$1");
  try {
    return (JSON.parse(json) as Config | null) ?? {};
  } catch {
    return {};
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
