import { messages } from "@typeline/diagnostics";
import { artifactSelectors, entries, parameterSelectors } from "../document.ts";
import { key } from "../expressions/strings.ts";
import type { Setting, Signature, TemplateRequest } from "../lowering.ts";
import type { Artifact, Interface, Parameter } from "../manifest.ts";
import { parameterName } from "../names.ts";
import { maxTasks } from "../options.ts";
import { keyOf, metaOf, PATH } from "../places.ts";
import { CallWriter } from "./call.ts";
import { DagScope } from "./scope.ts";

/** A DAG: one template, whose tasks call the templates of their components. */
export function dagTemplate({ lowering, name, component, variant, template }: TemplateRequest): Signature {
  const made = lowering.define({ name: template });
  const scope = new DagScope(lowering, name, component, variant.copied);
  const writer = new CallWriter(scope);
  const tasks = entries(component.dag?.tasks).map(([task]) => writer.task(task));
  if (tasks.length > maxTasks)
    lowering.problems.report(
      messages.argoTooMany({ what: `tasks in the DAG of \`${name}\``, count: String(tasks.length), limit: String(maxTasks) }),
      pathOf(name),
    );
  const parameters = Object.keys(component.inputDefinitions?.parameters ?? {});
  const artifacts = Object.keys(component.inputDefinitions?.artifacts ?? {});
  const keys = Object.keys(component.outputDefinitions?.artifacts ?? {});
  const inputs = dagInputs(parameters, artifacts, keys, writer.needsPath);
  if (inputs) made.inputs = inputs;
  const outputs = dagOutputs(scope);
  if (outputs) made.outputs = outputs;
  if (tasks.length === 0) made.steps = [[]];
  else {
    const target = targetOf(scope);
    made.dag = { failFast: false, ...(target !== undefined && { target }), tasks };
  }
  return { template, parameters, artifacts, keys, path: writer.needsPath, settings: [] satisfies Setting[], taskName: false };
}

const pathOf = (name: string): string[] => (name === "root" ? ["spec", "root"] : ["spec", "components", name]);

/** Names that a template of DAGs takes; artifacts have no path there. */
export function dagInputs(
  parameters: readonly string[],
  artifacts: readonly string[],
  keys: readonly string[],
  path: boolean,
): Interface | undefined {
  const names = [
    ...(path ? [PATH] : []),
    ...parameters.map(parameterName),
    ...artifacts.map((name) => metaOf(parameterName(name))),
    ...keys.map((name) => parameterName(keyOf(name))),
  ];
  return asInterface(
    names.map((name) => ({ name })),
    artifacts.map((name) => ({ name: parameterName(name), optional: true })),
  );
}

export function asInterface(parameters: readonly Parameter[], artifacts: readonly Artifact[]): Interface | undefined {
  if (parameters.length === 0 && artifacts.length === 0) return undefined;
  return { ...(parameters.length > 0 && { parameters: [...parameters] }), ...(artifacts.length > 0 && { artifacts: [...artifacts] }) };
}

/**
 * Argo takes a DAG's end from its leaf tasks alone: a failed one that a clean-up follows would be forgiven. Where tasks run after failures, all tasks count, but
 * those whose failure is handled.
 */
function targetOf({ lowering, name, component, taskName }: DagScope): string | undefined {
  const tasks = entries(component.dag?.tasks);
  const forgives = tasks.some(([, { triggerPolicy }]) => triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED");
  if (!forgives) return undefined;
  return tasks
    .filter(([task]) => !lowering.source.isHandled(name, task))
    .map(([task]) => taskName(task))
    .join(" ");
}

/** Outputs of a DAG. One that a skipped task would have made is absent: what reads it is never reached, or has a use for that. */
function dagOutputs(scope: DagScope): Interface | undefined {
  const { component } = scope;
  const alternatives = (arms: readonly { task: string; code: string }[]): Parameter["valueFrom"] => ({
    expression: arms.reduceRight((rest, { task, code }) => `${scope.status(task)} == "Succeeded" ? ${code} : ${rest}`, '"null"'),
  });
  const parameters = entries(component.outputDefinitions?.parameters).flatMap(([output]): Parameter[] => {
    const arms = parameterSelectors(component, output);
    if (arms.length === 0) return [];
    return [
      {
        name: parameterName(output),
        valueFrom: alternatives(arms.map((arm) => ({ task: arm.task, code: scope.parameterCode(arm.task, arm.output) })))!,
      },
    ];
  });
  const metas = entries(component.outputDefinitions?.artifacts).flatMap(([output]): Parameter[] => {
    const arms = artifactSelectors(component, output);
    if (arms.length === 0) return [];
    return [
      {
        name: metaOf(parameterName(output)),
        valueFrom: alternatives(arms.map((arm) => ({ task: arm.task, code: scope.metaCode(arm.task, arm.output) })))!,
      },
    ];
  });
  const artifacts = entries(component.outputDefinitions?.artifacts).flatMap(([output]): Artifact[] => {
    const arms = artifactSelectors(component, output);
    const [only] = arms;
    if (only === undefined) return [];
    const name = parameterName(output);
    if (arms.length === 1)
      return [{ name, optional: true, from: `{{tasks.${scope.taskName(only.task)}.outputs.artifacts.${parameterName(only.output)}}}` }];
    const place = (arm: (typeof arms)[number]) =>
      `tasks${key(scope.taskName(arm.task))}.outputs.artifacts${key(parameterName(arm.output))}`;
    const last = arms.at(-1)!;
    const expression = arms
      .slice(0, -1)
      .reduceRight((rest, arm) => `${scope.status(arm.task)} == "Succeeded" ? ${place(arm)} : ${rest}`, place(last));
    return [{ name, optional: true, fromExpression: expression }];
  });
  return asInterface([...parameters, ...metas], artifacts);
}
