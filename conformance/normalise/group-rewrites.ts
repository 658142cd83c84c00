import { intoGroup } from "./into-group.ts";
import { type JsonObject, list, object } from "./json.ts";
import type { PipelineDocuments } from "./read.ts";
import type { Rewrite } from "./rewrites.ts";
import { dagsOf, everyObject, type TaskPlace, tasksOf } from "./visit.ts";

const kinds = ["parameters", "artifacts"] as const;
const waitsAnyway = (task: JsonObject) => object(task.triggerPolicy).strategy !== undefined;

/** Puts each task into a group that hands its inputs in and its outputs out. What is waited for as it ended, and what waits so, stays. */
function wrapTasks(documents: PipelineDocuments): void {
  for (const { key, dag } of tasksOf(documents).filter((place) => canBeWrapped(place, documents))) intoGroup(documents, dag, [key]);
}

/** Puts the tasks that wait for the end of a group into one more with it. */
function wrapExits(documents: PipelineDocuments): void {
  for (const { key, dag, component } of tasksOf(documents)) {
    const exits = Object.entries(object(dag.tasks)).filter(
      ([, task]) => waitsAnyway(object(task)) && JSON.stringify(object(task).dependentTasks) === JSON.stringify([key]),
    );
    if (component.dag !== undefined && exits.length > 0) intoGroup(documents, dag, [key, ...exits.map(([exit]) => exit)]);
  }
}

/** Puts each exit task into a group that waits in its place. */
function groupExits(documents: PipelineDocuments): void {
  for (const { key, task, dag } of tasksOf(documents).filter(({ task }) => waitsAnyway(task))) {
    const { triggerPolicy } = task;
    delete task.triggerPolicy;
    Object.assign(intoGroup(documents, dag, [key]), { triggerPolicy });
  }
}

function canBeWrapped({ key, task, dag, component }: TaskPlace, { platforms }: PipelineDocuments): boolean {
  const tasks = Object.values(object(dag.tasks)).map(object);
  const watched = tasks.some((one) => waitsAnyway(one) && JSON.stringify(one).includes(JSON.stringify(key)));
  const settings = Object.values(platforms).map(
    (platform) => object(object(object(platform).deploymentSpec).executors)[String(component.executorLabel)],
  );
  const isNamed = JSON.stringify(platforms).includes(`"producerTask":${JSON.stringify(key)}`);
  return !waitsAnyway(task) && !watched && !isNamed && !JSON.stringify(settings).includes("Parameter");
}

/** Every output of a DAG goes through a task that repeats it. */
function keepOutputs({ spec, platforms }: PipelineDocuments): void {
  const label = "exec-keep-outputs";
  object(object(spec.deploymentSpec).executors)[label] = { container: { image: "node", command: ["node", "-e", "keep"] } };
  const ours = object(object(object(platforms.typeline).deploymentSpec).executors);
  platforms.typeline = {
    ...object(platforms.typeline),
    deploymentSpec: { executors: { ...ours, [label]: { kind: "node", builtin: "keep" } } },
  };
  const owners = [object(spec.root), ...Object.values(object(spec.components)).map(object)].filter(({ dag }) => dag !== undefined);
  owners.forEach(({ dag, outputDefinitions }, index) => {
    for (const kind of kinds) {
      const [single, read] =
        kind === "parameters"
          ? (["outputParameterKey", "taskOutputParameter"] as const)
          : (["outputArtifactKey", "taskOutputArtifact"] as const);
      for (const [name, output] of Object.entries(object(object(object(dag).outputs)[kind]))) {
        const [only, ...others] = [object(output).valueFromParameter ?? list(object(output).artifactSelectors)].flat().map(object);
        if (only === undefined || others.length > 0 || only.producerSubtask === undefined) continue;
        const [key, component] = [`keep-${kind}-${name}`, `comp-keep-${index}-${kind}-${name}`];
        const definition = object(object(outputDefinitions)[kind])[name] ?? {};
        const value = { [kind]: { value: definition } };
        object(spec.components)[component] = { executorLabel: label, inputDefinitions: value, outputDefinitions: value };
        const binding = { [read]: { producerTask: only.producerSubtask, [single]: only[single]! } };
        object(object(dag).tasks)[key] = {
          componentRef: { name: component },
          dependentTasks: [only.producerSubtask],
          inputs: { [kind]: { value: binding } },
        };
        Object.assign(only, { producerSubtask: key, [single]: "value" });
      }
    }
  });
}

/** Groups without tasks, one of them under a condition. */
function addEmptyGroups(documents: PipelineDocuments): void {
  for (const dag of dagsOf(documents)) {
    const tasks = object(dag.tasks);
    const [first] = Object.keys(tasks);
    tasks["empty-1"] = { componentRef: { name: "comp-empty" }, dependentTasks: [first!] };
    tasks["empty-2"] = { componentRef: { name: "comp-empty" }, triggerPolicy: { condition: "1 == 1" } };
  }
  object(documents.spec.components)["comp-empty"] = { dag: { tasks: {} } };
}

const eachCondition =
  (change: (condition: string, place: TaskPlace) => string): Rewrite =>
  (documents) => {
    for (const place of tasksOf(documents)) {
      const policy = object(place.task.triggerPolicy);
      if (typeof policy.condition === "string") policy.condition = change(policy.condition, place);
    }
  };

/** A condition that reads a field, where its input was the field. */
function indexInCondition(condition: string, { task }: TaskPlace): string {
  let changed = condition;
  for (const [name, binding] of Object.entries(object(object(task.inputs).parameters))) {
    const path = /^parseJson\(string_value\)(.+)$/.exec(String(object(binding).parameterExpressionSelector))?.[1];
    const reference = `inputs.parameter_values['${name}']`;
    if (path === undefined || !condition.includes(reference)) continue;
    delete object(binding).parameterExpressionSelector;
    changed = changed.replaceAll(reference, reference + path);
  }
  return changed;
}

function reverseArms({ spec }: PipelineDocuments): void {
  everyObject(spec, (one) => {
    for (const key of ["parameterSelectors", "artifactSelectors"]) list(one[key]).reverse();
  });
}

/** Changes of control flow that mean nothing. */
export const invisibleGroups: Readonly<Record<string, Rewrite>> = {
  "tasks in groups that only hand on": wrapTasks,
  "tasks in two groups that only hand on": (documents) => {
    wrapTasks(documents);
    wrapTasks(documents);
  },
  "exit tasks in one group with what they wait for": wrapExits,
  "exit tasks in groups of their own": groupExits,
  "outputs through tasks that repeat them": keepOutputs,
  "groups without tasks": addEmptyGroups,
  "branches of a merge in another order": reverseArms,
  "conditions in parentheses": eachCondition((condition) => `((${condition}))`),
  "numbers of conditions as doubles": eachCondition((condition) =>
    condition.replace(/\bint\((inputs[^)]*)\)/g, "$1").replace(/(?<= )(\d+)$/, "$1.0"),
  ),
  "fields read in the condition": eachCondition(indexInCondition),
};
