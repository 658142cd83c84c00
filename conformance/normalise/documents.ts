import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Pipelines that KFP's SDK compiled, as KFP's own tests use them. They lie beside the repository, not in it. */
export const kfpFolder = fileURLToPath(new URL("../../../shared/conformance/kfp/", import.meta.url));
/** Pipelines in Python and TypeScript, with what kfp compiles the Python to. */
export const twinsFolder = fileURLToPath(new URL("../twins/", import.meta.url));
export const haveKfpDocuments = existsSync(kfpFolder);

/** Paths of all of them, relative to {@link kfpFolder}: `valid/critical/add_numbers.yaml`. */
export function kfpDocuments(): string[] {
  return ["valid", "kubernetes_platform"].flatMap((folder) =>
    readdirSync(join(kfpFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
      .map((entry) => relative(kfpFolder, join(entry.parentPath, entry.name)))
      .sort(),
  );
}

/** What kfp makes of the Python twins, by their names. */
export function twinDocuments(): Map<string, string> {
  const names = readdirSync(twinsFolder).sort();
  return new Map(names.map((name) => [name, readFileSync(join(twinsFolder, name, "expected.yaml"), "utf8")]));
}

export function readKfp(path: string): string {
  return readFileSync(join(kfpFolder, path), "utf8");
}
