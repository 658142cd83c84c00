import type { PipelineDocument } from "@typeline/ir";

type Spec = PipelineDocument["spec"];
type Dag = NonNullable<Spec["root"]["dag"]>;
type Task = NonNullable<Dag["tasks"]>[string];

/**
 * A pipeline in one line: its tasks with their inputs, conditions and loops, groups in braces. `one(n=1); if (cel) { use(n=one.n) }`. What the
 * runtime of a component puts together is `n=…`.
 */
export function shapeOf({ spec }: PipelineDocument): string {
  return dagShape(spec, spec.root.dag!);
}

function dagShape(spec: Spec, dag: Dag): string {
  return Object.entries(dag.tasks ?? {})
    .map(([key, task]) => taskShape(spec, key, task))
    .join("; ");
}

function taskShape(spec: Spec, key: string, task: Task): string {
  const condition = task.triggerPolicy?.condition;
  const iterator = task.parameterIterator ?? task.artifactIterator;
  const inner = spec.components![task.componentRef!.name!]!.dag;
  const called = inner ? `{ ${dagShape(spec, inner)} }` : `${key}(${inputsOf(task).join(", ")})`;
  const group = inner && condition === undefined ? `${key} ` : "";
  return `${condition === undefined ? "" : `if (${readable(condition)}) `}${iterator ? "for " : ""}${group}${called}`;
}

/** `inputs.parameter_values['pipelinechannel--a'] > 1.0` → `a > 1.0`, and its presence is `a?`. */
function readable(condition: string): string {
  return condition
    .replaceAll(/'(?:pipelinechannel--)?([\w-]+)' in inputs\.parameter_values/g, "$1?")
    .replaceAll(/inputs\.\w+\['(?:pipelinechannel--)?([\w-]+)'\]/g, "$1");
}

function inputsOf({ inputs }: Task): string[] {
  const all = Object.entries({ ...inputs?.parameters, ...inputs?.artifacts }) as [string, Record<string, never>][];
  const assembled = inputs?.parameters?.["typeline--arguments"]?.runtimeValue?.constant as Record<string, unknown> | undefined;
  const plain = all.filter(([name]) => name !== "typeline--arguments" && !/--\d+$/.test(name));
  return [...plain.map(([name, value]) => `${name}=${source(value)}`), ...Object.keys(assembled ?? {}).map((name) => `${name}=…`)];
}

function source(value: {
  runtimeValue?: { constant?: unknown };
  componentInputParameter?: string;
  componentInputArtifact?: string;
  taskOutputParameter?: { producerTask?: string; outputParameterKey?: string };
  taskOutputArtifact?: { producerTask?: string; outputArtifactKey?: string };
  parameterExpressionSelector?: string;
}): string {
  const { taskOutputParameter: parameter, taskOutputArtifact: artifact } = value;
  const of = value.runtimeValue
    ? JSON.stringify(value.runtimeValue.constant)
    : parameter
      ? `${parameter.producerTask}.${parameter.outputParameterKey}`
      : artifact
        ? `${artifact.producerTask}.${artifact.outputArtifactKey}`
        : (value.componentInputParameter ?? value.componentInputArtifact ?? "taskStatus").replace("pipelinechannel--", "");
  return value.parameterExpressionSelector === undefined ? of : `${of} → ${value.parameterExpressionSelector}`;
}
