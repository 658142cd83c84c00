import { messages } from "@typeline/diagnostics";
import type { ComponentSpec, PipelineTaskSpec } from "@typeline/ir";
import { own } from "../document.ts";
import { key } from "../expressions/strings.ts";
import type { Lowering, Signature } from "../lowering.ts";
import type { Artifact, Parameter } from "../manifest.ts";
import { parameterName } from "../names.ts";
import { folderOf, ITEMS, keyOf, metaOf, PATH } from "../places.ts";
import { convertedCode } from "../wire/convert.ts";
import { encode, tag } from "../wire/wire.ts";
import { asInterface, dagInputs } from "./dag.ts";
import { input } from "./scope.ts";

/** Most iterations at once are counted among the children of this template, so it holds nothing but the task that is repeated. */
const LOOP = "loop";

/**
 * A loop: a template around the one task that Argo expands. It repeats by number (`withSequence`): each iteration then is given its own element only,
 * whatever is in it.
 *
 * @param nested output artifacts that a loop around gathers too: all of them then lie in one folder, the inner number behind the outer one
 */
export function loopTemplate(
  lowering: Lowering,
  name: string,
  task: PipelineTaskSpec,
  component: ComponentSpec,
  nested: readonly string[],
): Signature {
  const made = lowering.define({ name: lowering.newName(`${name}-loop`) });
  const outputs = component.outputDefinitions ?? {};
  const keys = Object.keys(outputs.artifacts ?? {});
  const body = lowering.signature(lowering.source.bodyOf(task.componentRef.name, task), { copied: keys, task: undefined, given: [] });
  const item = task.parameterIterator?.itemInput ?? "";
  if (task.artifactIterator !== undefined)
    lowering.problems.report(messages.argoExpression({ task: name, text: "", reason: "a loop over artifacts" }), ["spec"]);
  const parameters = body.parameters.filter((parameter) => parameter !== item);
  const limit = task.iteratorPolicy?.parallelismLimit ?? 0;
  if (limit > 0) made.parallelism = limit;
  const inputs = dagInputs(parameters, body.artifacts, body.keys, body.path);
  const folders = body.keys.map((output): Artifact => ({ name: parameterName(folderOf(output)), optional: true }));
  made.inputs = asInterface([...(inputs?.parameters ?? []), { name: ITEMS }], [...(inputs?.artifacts ?? []), ...folders])!;
  const given = asInterface(bodyParameters(body, component, item, nested), bodyArtifacts(body));
  made.dag = {
    failFast: false,
    tasks: [
      {
        name: LOOP,
        template: body.template,
        withSequence: { count: tag(`len(fromJSON(${input(ITEMS)}))`) },
        ...(given && { arguments: given }),
      },
    ],
  };
  const gathered = asInterface(
    [
      ...Object.keys(outputs.parameters ?? {}).map((output) => gatheredParameter(parameterName(output))),
      ...keys.map((output) => gatheredParameter(metaOf(parameterName(output)), true)),
    ],
    keys.map((output) => ({
      name: parameterName(output),
      optional: true,
      from: `{{inputs.artifacts.${parameterName(folderOf(output))}}}`,
    })),
  );
  if (gathered) made.outputs = gathered;
  return { ...body, template: made.name, parameters, settings: [], taskName: false };
}

function bodyParameters(body: Signature, component: ComponentSpec, item: string, nested: readonly string[]): Parameter[] {
  const same = (name: string): Parameter => ({ name, value: tag(input(name)) });
  const type = own(component.inputDefinitions?.parameters, item)?.parameterType ?? "STRUCT";
  const element = `fromJSON(${input(ITEMS)})[int(item)]`;
  return [
    ...(body.path ? [{ name: PATH, value: `{{inputs.parameters.${PATH}}}/{{item}}` }] : []),
    ...body.parameters.map((parameter) => {
      const name = parameterName(parameter);
      return parameter === item ? { name, value: tag(encode(convertedCode(element, undefined, type), type)) } : same(name);
    }),
    ...body.artifacts.map((artifact) => same(metaOf(parameterName(artifact)))),
    ...body.keys.map((output) => {
      const name = parameterName(keyOf(output));
      return { name, value: `{{inputs.parameters.${name}}}${nested.includes(output) ? "-" : "/"}{{item}}` };
    }),
  ];
}

const bodyArtifacts = (body: Signature): Artifact[] =>
  body.artifacts.map((artifact) => ({
    name: parameterName(artifact),
    optional: true,
    from: `{{inputs.artifacts.${parameterName(artifact)}}}`,
  }));

/**
 * The values of all iterations, in the order of the items. Argo makes a list of texts of them, except where every one of them is a JSON
 * list or object; then it has parsed them. A list that is empty has no iteration: the task is skipped. Lists of artifacts are flat.
 */
function gatheredParameter(name: string, flat = false): Parameter {
  const values = `tasks${key(LOOP)}.outputs.parameters${key(name)}`;
  const each = `map(fromJSON(${values}), type(#) == "string" ? fromJSON(#) : #)`;
  const list = encode(flat ? `flatten(${each})` : each);
  return { name, valueFrom: { expression: `tasks${key(LOOP)}.status == "Skipped" ? "[]" : ${list}` } };
}
