export { acceptsConstant } from "./accepts.ts";
export { fieldType } from "./field-type.ts";

import type { ArtifactType, ValueType } from "./value-type.ts";

/** How the IR types a parameter: `ParameterType.ParameterTypeEnum` of KFP's `pipeline_spec.proto`. */
export type ParameterTypeName = "STRING" | "NUMBER_DOUBLE" | "NUMBER_INTEGER" | "BOOLEAN" | "LIST" | "STRUCT" | "TASK_FINAL_STATUS";

/**
 * A parameter's type in the IR.
 * @returns `undefined` for what is no parameter: artifacts, `null`, and unions whose members differ in it.
 */
export function parameterType(type: ValueType): ParameterTypeName | undefined {
  switch (type.kind) {
    case "string":
      return "STRING";
    case "number":
      return type.integer ? "NUMBER_INTEGER" : "NUMBER_DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "list":
      return "LIST";
    case "struct":
      return "STRUCT";
    case "taskStatus":
      return "TASK_FINAL_STATUS";
    case "recursive":
      return parameterType(type.target);
    case "union": {
      const [first, ...others] = new Set(type.members.map(parameterType));
      return others.length === 0 ? first : undefined;
    }
    case "null":
    case "artifact":
    case "artifacts":
      return undefined;
  }
}

/** The only values that a parameter may have, for `literals` of its definition. */
export function literalsOf(type: ValueType): readonly (string | number)[] | undefined {
  return type.kind === "string" || type.kind === "number" ? type.literals : undefined;
}

/** `artifactType` of a definition. KFP knows one version of each schema. */
export function artifactSchema({ schemaTitle }: ArtifactType): { readonly schemaTitle: string; readonly schemaVersion: string } {
  return { schemaTitle, schemaVersion: "0.0.1" };
}
