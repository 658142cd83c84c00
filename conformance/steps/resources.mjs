import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkWithPython } from "./check-ir.mjs";

/** Every compiled pipeline as KFP's resources for Kubernetes, its bundles in config maps, is what KFP reads. */
export async function checkResources(context) {
  const { readDocument, writeConfigMap, writePipelineResources } = await import(
    join(context.repository, "packages", "ir", "dist", "index.js")
  );
  const { storeBundles } = await import(join(context.repository, "packages", "compiler", "dist", "index.js"));
  const folder = join(context.scratch, "resources");
  mkdirSync(folder);
  let bundles = 0;
  const files = context.irFiles
    .filter((file) => !context.refusedBySdk.has(file))
    .map((file, index) => {
      const { document } = readDocument(readFileSync(file, "utf8"), file);
      const { document: stored, configMaps } = storeBundles(document);
      bundles += configMaps.length;
      const resources = [...configMaps.map((map) => writeConfigMap(map, "team-a")), ...writePipelineResources(stored, "team-a")];
      const path = join(folder, `${index}.k8s.yaml`);
      writeFileSync(path, resources.map(({ text }) => text).join("---\n"));
      return path;
    });
  return `${checkWithPython(context, "check_resources.py", files)}, ${bundles} config maps`;
}
