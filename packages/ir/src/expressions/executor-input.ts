import type { ArtifactList, JsonObject, JsonValue, RuntimeArtifact } from "../generated/index.ts";
import { type CelType, message } from "./check/types.ts";
import { type CelValue, celFromJson, celMap, celString } from "./values/value.ts";

/** What a condition reads: the inputs of the task or group that it decides on. */
export interface ConditionInputs {
  /** By name. A parameter that was not given is absent. */
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** By name; a single artifact is a list of one. */
  readonly artifacts?: Readonly<Record<string, ArtifactList>>;
}

/** The variables of a condition: the fields of `ml_pipelines.ExecutorInput`. */
export const conditionVariables: ReadonlyMap<string, CelType> = new Map([
  ["inputs", message("ml_pipelines.ExecutorInput.Inputs")],
  ["outputs", message("ml_pipelines.ExecutorInput.Outputs")],
]);

/** Values of {@link conditionVariables}. There are no outputs before a task has run. */
export function conditionValues({ parameters = {}, artifacts = {} }: ConditionInputs): ReadonlyMap<string, CelValue> {
  const inputs = filled("ml_pipelines.ExecutorInput.Inputs", {
    parameter_values: mapped(parameters, (value) => celFromJson(value, "protobuf")),
    artifacts: mapped(artifacts, artifactList),
  });
  return new Map([
    ["inputs", inputs],
    ["outputs", filled("ml_pipelines.ExecutorInput.Outputs", {})],
  ]);
}

const artifactList = ({ artifacts = [] }: ArtifactList): CelValue =>
  filled("ml_pipelines.ArtifactList", { artifacts: { type: "list", elements: artifacts.map(artifact) } });

function artifact({ name, uri, type, metadata, customPath }: RuntimeArtifact): CelValue {
  return filled("ml_pipelines.RuntimeArtifact", {
    name: celString(name ?? ""),
    uri: celString(uri ?? ""),
    ...(type !== undefined && {
      type: filled("ml_pipelines.ArtifactTypeSchema", {
        schema_version: celString(type.schemaVersion ?? ""),
        schema_title: celString(type.schemaTitle ?? ""),
        schema_uri: celString(type.schemaUri ?? ""),
        instance_schema: celString(type.instanceSchema ?? ""),
      }),
    }),
    ...(metadata !== undefined && { metadata: celFromJson(metadata as JsonObject, "protobuf") }),
    ...(customPath !== undefined && { custom_path: celString(customPath) }),
  });
}

/** A message of what is not empty: an empty text, list or map is a field that is not set. Messages inside are set also when they are empty. */
function filled(name: string, fields: Readonly<Record<string, CelValue>>): CelValue {
  return { type: "message", name, fields: new Map(Object.entries(fields).filter(([, value]) => !isEmpty(value))) };
}

const isEmpty = (value: CelValue): boolean =>
  (value.type === "string" && value.value === "") ||
  (value.type === "list" && value.elements.length === 0) ||
  (value.type === "map" && value.origin === undefined && value.entries.size === 0);

const mapped = <T>(record: Readonly<Record<string, T>>, convert: (value: T) => CelValue): CelValue =>
  celMap(Object.entries(record).map(([name, value]) => [name, convert(value)]));
