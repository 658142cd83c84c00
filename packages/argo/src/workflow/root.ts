import type { ComponentSpec, JsonValue } from "@typeline/ir";
import { entries } from "../document.ts";
import { key, quote } from "../expressions/strings.ts";
import type { Lowering } from "../lowering.ts";
import type { Artifact, Interface, Parameter, Template } from "../manifest.ts";
import { parameterName } from "../names.ts";
import { keyOf, metaOf, PATH } from "../places.ts";
import { asInterface } from "../templates/dag.ts";
import { absent, argumentText, encode, tag, type Wire } from "../wire/wire.ts";

/** What an optional text without a default is, where a run gives none: parameters of Argo are texts, and the empty one is a value. */
export const ABSENT = "typeline:absent";

/** The name of the template that a run begins with. */
export const MAIN = "main";

/**
 * The inputs of the pipeline as a run's arguments: texts as they are, all else as JSON. Who gives an artifact (`spec.arguments.artifacts` of the run) can say
 * what is known of it in `<artifact>--meta`; of an optional one that is how the pipeline knows that it is there.
 */
export function workflowArguments({ inputDefinitions }: ComponentSpec): Interface | undefined {
  const parameters = entries(inputDefinitions?.parameters).map(
    ([name, { parameterType, defaultValue, isOptional, description, literals }]): Parameter => {
      const text = (value: JsonValue) => (parameterType === "STRING" && typeof value === "string" ? value : JSON.stringify(value));
      const value =
        defaultValue !== undefined ? text(defaultValue) : isOptional ? (parameterType === "STRING" ? ABSENT : "null") : undefined;
      return {
        name: parameterName(name),
        ...(value !== undefined && { value }),
        ...(literals?.length && { enum: literals.map(text) }),
        ...(description && { description }),
      };
    },
  );
  const metas = entries(inputDefinitions?.artifacts).map(([name, { artifactType, isOptional }]): Parameter => {
    const described: Wire = isOptional ? absent : { kind: "constant", value: { name, type: artifactType as never, uri: "", metadata: {} } };
    return { name: metaOf(parameterName(name)), value: argumentText(described) };
  });
  return asInterface([...parameters, ...metas], []);
}

/**
 * The template that a run begins with. A DAG of Argo publishes the outputs of its tasks, not its own, so the pipeline is the one task of
 * another.
 */
export function mainTemplate(lowering: Lowering): Template {
  const root = lowering.source.document.spec.root;
  const signature = lowering.signature("root", { copied: [], task: undefined, given: [] });
  const parameters = entries(root.inputDefinitions?.parameters).map(([name, { parameterType }]): Parameter => {
    const given = `workflow.parameters${key(parameterName(name))}`;
    const isText = parameterType === "STRING";
    const code = isText ? encode(given) : encode(`fromJSON(${given})`, parameterType);
    return { name: parameterName(name), value: tag(isText ? `(${given} == ${quote(ABSENT)} ? "null" : ${code})` : code) };
  });
  const artifacts = entries(root.inputDefinitions?.artifacts);
  const metas = artifacts.map(([name]): Parameter => {
    const meta = metaOf(parameterName(name));
    return { name: meta, value: tag(encode(`fromJSON(workflow.parameters${key(meta)})`)) };
  });
  const keys = signature.keys.map(
    (output): Parameter => ({ name: parameterName(keyOf(output)), value: `${RUN}/${parameterName(output)}` }),
  );
  const given = asInterface(
    [...(signature.path ? [{ name: PATH, value: RUN }] : []), ...parameters, ...metas, ...keys],
    artifacts.map(
      ([name]): Artifact => ({ name: parameterName(name), optional: true, from: `{{inputs.artifacts.${parameterName(name)}}}` }),
    ),
  );
  const inputs = asInterface(
    [],
    artifacts.map(([name, { isOptional }]): Artifact => ({ name: parameterName(name), ...(isOptional && { optional: true }) })),
  );
  publish(lowering, root);
  return {
    name: MAIN,
    ...(inputs && { inputs }),
    dag: { failFast: false, tasks: [{ name: "pipeline", template: signature.template, ...(given && { arguments: given }) }] },
  };
}

/** Where artifacts of a run are stored: nothing of another run lies there. */
const RUN = "runs/{{workflow.name}}";

/** Outputs of the pipeline are outputs of the workflow: texts as they are, all else as JSON. */
function publish({ templates }: Lowering, { outputDefinitions }: ComponentSpec): void {
  const outputs = templates[0]?.outputs;
  for (const [name, { parameterType }] of entries(outputDefinitions?.parameters)) {
    const output = outputs?.parameters?.find((parameter) => parameter.name === parameterName(name));
    if (output?.valueFrom?.expression === undefined) continue;
    if (parameterType === "STRING") output.valueFrom.expression = `(fromJSON(${output.valueFrom.expression}) ?? "")`;
    output.globalName = parameterName(name);
  }
}
