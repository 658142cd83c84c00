import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import v8 from "node:v8";
import vm from "node:vm";

// What is compiled with the whole module is kept with it; functions that are compiled at their first call would be compiled for each task.
v8.setFlagsFromString("--no-lazy");

/** What is kept of a bundle between the tasks that run it: its text, and V8's compiled code. */
interface Loaded {
  readonly text: string;
  code: Buffer | undefined;
}

const loaded = new Map<string, Loaded>();

/**
 * Evaluates a bundle anew, so that no variable of a module is left over from another task. Unlike an `import` with another query, it is
 * compiled once, and nothing of it stays in memory.
 *
 * @param file absolute path
 * @param imported called with each module that it imports, before it runs
 */
export async function loadBundle(file: string, imported: (module: unknown) => void): Promise<void> {
  let bundle = loaded.get(file);
  if (bundle === undefined) {
    bundle = { text: readFileSync(file, "utf8"), code: undefined };
    loaded.set(file, bundle);
  }
  const url = pathToFileURL(file).href;
  const module = new vm.SourceTextModule(bundle.text, {
    identifier: url,
    ...(bundle.code && { cachedData: bundle.code }),
    initializeImportMeta(meta) {
      Object.assign(meta, {
        url,
        filename: file,
        dirname: dirname(file),
        resolve: (name: string) => pathToFileURL(createRequire(file).resolve(name)).href,
      });
    },
    importModuleDynamically: (name) => importedFrom(name, file) as never,
  });
  await module.link(async (name) => {
    const namespace = await importedFrom(name, file);
    imported((namespace as { default?: unknown }).default);
    return namespaceModule(name, namespace);
  });
  bundle.code ??= (module as unknown as { createCachedData(): Buffer }).createCachedData();
  await module.evaluate();
}

/** A bundle imports what is of Node, and packages that were left out of it. */
async function importedFrom(name: string, file: string): Promise<object> {
  if (name.startsWith("node:") || /^[a-z]+:/.test(name)) return await import(name);
  return await import(pathToFileURL(createRequire(file).resolve(name)).href);
}

const namespaces = new Map<object, vm.Module>();

/** A module that was imported already, as one that a bundle can be linked to. */
function namespaceModule(name: string, namespace: object): vm.Module {
  const before = namespaces.get(namespace);
  if (before) return before;
  const names = Object.keys(namespace);
  const module = new vm.SyntheticModule(
    names,
    function fill(this: vm.SyntheticModule) {
      for (const one of names) this.setExport(one, (namespace as Record<string, unknown>)[one]);
    },
    { identifier: name },
  );
  namespaces.set(namespace, module);
  return module;
}
