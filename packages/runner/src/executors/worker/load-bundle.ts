import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { type ModuleFunction, moduleFunction } from "./module-function.ts";

/** What is kept of a bundle between the tasks that run it. */
interface Loaded {
  readonly text: string;
  /** The bundle as a function, which is worth it from its second task on; undefined where it cannot be one. */
  asFunction?: ModuleFunction | undefined;
}

const loaded = new Map<string, Loaded>();

/**
 * Evaluates a bundle anew, so that no variable of a module is left over from another task. Unlike with an `import` with another query,
 * nothing of it stays in memory, and its code is compiled once, if it can be a function.
 *
 * @param file absolute path
 * @param imported called with each module that it imports, before it runs
 */
export async function loadBundle(file: string, imported: (module: unknown) => void): Promise<void> {
  const before = loaded.get(file);
  const bundle: Loaded = before ?? { text: readFileSync(file, "utf8") };
  loaded.set(file, bundle);
  if (before && !("asFunction" in bundle)) {
    const importModuleDynamically = (name: string) => importedFrom(name, file) as never;
    bundle.asFunction = moduleFunction(bundle.text, { filename: file, importModuleDynamically });
  }
  const importing = async (name: string): Promise<object> => {
    const namespace = await importedFrom(name, file);
    imported((namespace as { default?: unknown }).default);
    return namespace;
  };
  const { asFunction, text } = bundle;
  if (asFunction) {
    const modules = await Promise.all(asFunction.imports.map(importing));
    await (asFunction.script.runInThisContext() as (...modules: object[]) => Promise<void>)(...modules);
  } else await evaluateModule(text, file, importing);
}

async function evaluateModule(text: string, file: string, importing: (name: string) => Promise<object>): Promise<void> {
  const url = pathToFileURL(file).href;
  const module = new vm.SourceTextModule(text, {
    identifier: url,
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
  await module.link(async (name) => namespaceModule(name, await importing(name)));
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
