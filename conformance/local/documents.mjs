import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";

/** Pipelines that KFP's own tests use; they lie beside the repository, not in it. */
export const kfpFolder = fileURLToPath(new URL("../../../shared/conformance/kfp/", import.meta.url));
export const haveKfpFiles = existsSync(kfpFolder);

/** Paths below {@link kfpFolder} of all that are valid, sorted. */
export function kfpFiles() {
  return ["argo_compatibility", "kubernetes_platform", "valid"].flatMap((part) =>
    readdirSync(kfpFolder + part, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(yaml|json)$/.test(name))
      .sort()
      .map((name) => `${part}/${name}`),
  );
}

export const readKfpFile = (/** @type {string} */ file) => readFileSync(kfpFolder + file, "utf8");

/** Whether all that it runs are Python functions, or importers. */
export function isPythonOnly(/** @type {string} */ file) {
  const [{ deploymentSpec }] = parseAllDocuments(readKfpFile(file)).map((one) => one.toJSON());
  return Object.values(deploymentSpec.executors).every(
    (/** @type {any} */ { container }) =>
      container === undefined || container.command?.some((/** @type {string} */ part) => part.includes("ephemeral_component.py")),
  );
}
