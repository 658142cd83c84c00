import { CelFailure } from "../failure.ts";
import { type CelValue, celInt, celMap, celNull, celString } from "../values/value.ts";
import { type CelType, double, dyn, int, listOf, mapOf, message, string } from "./types.ts";

const struct = mapOf(string, dyn);
const legacyValues = mapOf(string, message("ml_pipelines.Value"));
const artifacts = mapOf(string, message("ml_pipelines.ArtifactList"));

/** Fields of the messages that make up `ml_pipelines.ExecutorInput` (KFP's `pipeline_spec.proto`). */
const messages: Readonly<Record<string, Readonly<Record<string, CelType>>>> = {
  "ml_pipelines.ExecutorInput.Inputs": { parameters: legacyValues, artifacts, parameter_values: struct },
  "ml_pipelines.ExecutorInput.Outputs": {
    parameters: mapOf(string, message("ml_pipelines.ExecutorInput.OutputParameter")),
    artifacts,
    output_file: string,
  },
  "ml_pipelines.ExecutorInput.OutputParameter": { output_file: string },
  "ml_pipelines.ArtifactList": { artifacts: listOf(message("ml_pipelines.RuntimeArtifact")) },
  "ml_pipelines.RuntimeArtifact": {
    name: string,
    type: message("ml_pipelines.ArtifactTypeSchema"),
    uri: string,
    properties: legacyValues,
    custom_properties: legacyValues,
    metadata: struct,
    custom_path: string,
  },
  "ml_pipelines.ArtifactTypeSchema": { schema_title: string, schema_uri: string, instance_schema: string, schema_version: string },
  "ml_pipelines.Value": { int_value: int, double_value: double, string_value: string },
};

/** The type of a message's field; `undefined` if it has none of this name. */
export function fieldType(name: string, field: string): CelType | undefined {
  const fields = messages[name] ?? {};
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** What a field that is not set reads as. @throws CelFailure if there is no such field. */
export function messageDefault(name: string, field: string): CelValue {
  const type = fieldType(name, field);
  return type === undefined ? noField(name, field) : defaultOf(type);
}

/** @throws CelFailure always. */
export function noField(name: string, field: string): never {
  throw new CelFailure(`${name} has no field ${field}`);
}

function defaultOf(type: CelType): CelValue {
  switch (type.kind) {
    case "string":
      return celString("");
    case "int":
      return celInt(0n);
    case "double":
      return { type: "double", value: 0 };
    case "list":
      return { type: "list", elements: [] };
    case "map":
      return celMap([]);
    case "message":
      return { type: "message", name: type.name, fields: new Map() };
    default:
      return celNull;
  }
}
