import type {
  ComponentInputParameterSpec,
  ComponentInputsSpec,
  ComponentOutputParameterSpec,
  ComponentOutputsSpec,
  JsonValue,
  ParameterType,
  PipelineSpec,
} from "../generated/index.ts";
import { pythonFloat } from "./number.ts";
import { commentText } from "./scalar.ts";

const typeLabels: Readonly<Record<ParameterType, string>> = {
  PARAMETER_TYPE_ENUM_UNSPECIFIED: "Any",
  NUMBER_DOUBLE: "float",
  NUMBER_INTEGER: "int",
  STRING: "str",
  BOOLEAN: "bool",
  LIST: "list",
  STRUCT: "dict",
  TASK_FINAL_STATUS: "PipelineTaskFinalStatus",
  TASK_CONFIG: "TaskConfig",
};

/** Where Python's `str.splitlines` splits. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Python takes for ends of lines
const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

/**
 * The comment that KFP's SDK puts before a pipeline (`extract_comments_from_pipeline_spec`): name, description, inputs with defaults in
 * Python's notation, outputs.
 */
export function commentHeader(spec: PipelineSpec): string {
  const description = spec.pipelineInfo.description ?? "";
  const lines = [
    "PIPELINE DEFINITION",
    `Name: ${spec.pipelineInfo.name}`,
    ...(description === ""
      ? []
      : [`Description: ${description.replace(/\n$/, "").split(lineEnd).map(commentText).join("\n#              ")}`]),
    ...signature("Inputs:", spec.root.inputDefinitions),
    ...signature("Outputs:", spec.root.outputDefinitions),
  ];
  return lines.map((line) => `# ${line.startsWith("Description: ") ? line : commentText(line)}\n`).join("");
}

function signature(heading: string, definitions: ComponentInputsSpec | ComponentOutputsSpec | undefined): string[] {
  if (definitions === undefined) return [];
  const declared: { [name: string]: ComponentInputParameterSpec | ComponentOutputParameterSpec } = definitions.parameters ?? {};
  const parameters = Object.entries(declared).map(([name, parameter]): [string, string] => [
    name,
    typeLabels[parameter.parameterType] + ("defaultValue" in parameter ? defaultLabel(parameter.defaultValue) : ""),
  ]);
  const artifacts = Object.entries(definitions.artifacts ?? {}).map(([name, artifact]): [string, string] => [
    name,
    artifact.artifactType.schemaTitle ?? artifact.artifactType.schemaUri ?? "",
  ]);
  const sorted = [...parameters, ...artifacts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [heading, ...sorted.map(([name, label]) => `   ${name}: ${label}`)];
}

/** KFP puts a string between quotes as it is, and prints any other value as Python does. */
function defaultLabel(value: JsonValue | undefined): string {
  return value === undefined ? "" : ` [Default: ${typeof value === "string" ? `'${value}'` : pythonRepr(value)}]`;
}

/** A JSON value as Python prints it. Keys are sorted, where Python has protobuf's order, which is by hash. */
export function pythonRepr(value: JsonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return pythonFloat(value);
  if (typeof value === "string") return pythonString(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${pythonString(key)}: ${pythonRepr(value[key]!)}`).join(", ")}}`;
}

function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}
