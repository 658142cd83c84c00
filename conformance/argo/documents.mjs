import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Every pipeline that Argo's judges are shown: what this repository compiles, and what KFP's own tests have, which lies beside the
 * repository, not in it.
 *
 * @returns their names and documents
 */
export async function documentsForArgo({ repository, irFiles = [] }) {
  const { readDocument } = await import(join(repository, "packages", "ir", "dist", "index.js"));
  const shared = join(repository, "..", "shared", "conformance", "kfp");
  const foreign = ["valid", "kubernetes_platform", "argo_compatibility"].flatMap((folder) => filesIn(join(shared, folder)));
  return [...irFiles, ...foreign].flatMap((file) => {
    const { document } = readDocument(readFileSync(file, "utf8"), file);
    return document === undefined ? [] : [{ file, document }];
  });
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((path) => /\.(ya?ml|json)$/.test(path))
    .map((path) => join(folder, path));
}
