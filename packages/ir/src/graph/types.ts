import type { ArtifactTypeSchema, ComponentInputParameterSpec, JsonValue, ParameterType } from "../generated/index.ts";

/** An artifact's type, and whether a list of it is meant. */
export interface ArtifactShape {
  readonly artifactType: ArtifactTypeSchema;
  readonly isArtifactList?: boolean;
}

const isNumber = (type: ParameterType): boolean => type === "NUMBER_DOUBLE" || type === "NUMBER_INTEGER";

/** A task's final status travels as a struct. */
const isStatus = (type: ParameterType): boolean => type === "TASK_FINAL_STATUS" || type === "STRUCT";

/**
 * Whether a parameter of one type may go where another is wanted. Numbers are all doubles; KFP's driver turns anything into text for a
 * STRING, and reads lists and structs from text.
 */
export function parameterFits(given: ParameterType, wanted: ParameterType): boolean {
  if (given === wanted || wanted === "STRING") return true;
  if (isStatus(given) && isStatus(wanted)) return true;
  if (given === "STRING") return wanted === "LIST" || wanted === "STRUCT";
  return isNumber(given) && isNumber(wanted);
}

/** KFP's rule: both lists or neither; equal titles and major versions, or `system.Artifact` on one side. */
export function artifactFits(given: ArtifactShape, wanted: ArtifactShape): boolean {
  if (Boolean(given.isArtifactList) !== Boolean(wanted.isArtifactList)) return false;
  const [a, b] = [given.artifactType, wanted.artifactType];
  if (a.schemaTitle === undefined || b.schemaTitle === undefined) return true;
  if (a.schemaTitle === "system.Artifact" || b.schemaTitle === "system.Artifact") return true;
  return a.schemaTitle === b.schemaTitle && majorVersion(a) === majorVersion(b);
}

const majorVersion = (type: ArtifactTypeSchema): string => (type.schemaVersion ?? "0").split(".")[0]!;

/** `system.Dataset`, `list of system.Model`. */
export function artifactLabel({ artifactType, isArtifactList }: ArtifactShape): string {
  const title = artifactType.schemaTitle ?? artifactType.schemaUri ?? "an artifact";
  return isArtifactList ? `a list of ${title}` : title;
}

/** Whether a constant has the type of a parameter. */
export function constantFits(value: JsonValue, type: ParameterType): boolean {
  switch (type) {
    case "NUMBER_DOUBLE":
      return typeof value === "number";
    case "NUMBER_INTEGER":
      return Number.isInteger(value);
    case "BOOLEAN":
      return typeof value === "boolean";
    case "STRING":
      return typeof value === "string";
    case "LIST":
      return Array.isArray(value);
    case "STRUCT":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}

/** Whether a constant is one of an input's `literals`; true where it has none. */
export function isLiteral(value: JsonValue, { literals }: ComponentInputParameterSpec): boolean {
  return literals === undefined || literals.length === 0 || literals.some((literal) => JSON.stringify(literal) === JSON.stringify(value));
}
