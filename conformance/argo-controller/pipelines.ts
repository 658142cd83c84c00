import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findings, type PipelineDocument, readDocument } from "@typeline/ir";

const folders = {
  sample: fileURLToPath(new URL("../../packages/compiler/samples/", import.meta.url)),
  // KFP's documents lie beside the repository, not in it.
  kfp: fileURLToPath(new URL("../../../shared/conformance/kfp/valid/", import.meta.url)),
};

const pathOf = (pipeline: string): string =>
  pipeline.startsWith("kfp/") ? folders.kfp + pipeline.slice(4) : `${folders.sample}${pipeline.slice(7)}/expected.yaml`;

export const isHere = (pipeline: string): boolean => existsSync(pathOf(pipeline));

/** @param pipeline `sample/…` is one of the compiler's samples, `kfp/…` a file that KFP's own SDK has compiled */
export function readPipeline(pipeline: string): PipelineDocument {
  const text = readFileSync(pathOf(pipeline), "utf8").replaceAll("<digest>", "a".repeat(64));
  const { document, diagnostics } = readDocument(text, pipeline);
  if (document === undefined) throw new Error(`${pipeline} cannot be read: ${JSON.stringify(diagnostics)}`);
  return document;
}

/** Their resources are values of a run: made-up ones are no quantities. */
const ofQuantities: readonly string[] = [
  "sample/groups-options",
  "sample/options-symbolic",
  "kfp/pipeline_with_string_machine_fields_pipeline_input.yaml",
  "kfp/pipeline_with_string_machine_fields_task_output.yaml",
];

/** All that any values can be given to: nothing that a profile says Argo cannot do, and no artifact that a run must be given. */
export function allPipelines(): { readonly pipeline: string; readonly document: PipelineDocument }[] {
  const samples = readdirSync(folders.sample).map((name) => `sample/${name}`);
  const foreign = existsSync(folders.kfp) ? readdirSync(folders.kfp, { recursive: true, encoding: "utf8" }).sort() : [];
  const names = [...samples, ...foreign.filter((path) => /\.(ya?ml|json)$/.test(path)).map((path) => `kfp/${path}`)];
  return names
    .filter((name) => isHere(name) && !ofQuantities.includes(name))
    .flatMap((pipeline) => {
      const document = readPipeline(pipeline);
      const isGiven = Object.values(document.spec.root.inputDefinitions?.artifacts ?? {}).some(({ isOptional }) => !isOptional);
      const isImpossible = findings(document, "argo").some(({ message }) => message.severity === "error");
      return isGiven || isImpossible ? [] : [{ pipeline, document }];
    });
}
