import { type Json, type JsonObject, list, object } from "./json.ts";
import type { PipelineDocuments } from "./read.ts";
import { everyObject } from "./visit.ts";

const kinds = ["parameters", "artifacts"] as const;
const threaded = (key: string, port: string) => `pipelinechannel--${key}-through-${port}`;
/** What an input of a group is called inside it. */
const fromGroup = (kind: (typeof kinds)[number], name: string) =>
  kind === "parameters" ? { componentInputParameter: name } : { componentInputArtifact: name };

/**
 * Moves tasks of a DAG into a group, which takes in what they need, hands out what they make, and waits for what they wait for. Nothing outside may ask
 * for the status of one of them.
 *
 * @returns The group's task.
 */
export function intoGroup({ spec }: PipelineDocuments, dag: JsonObject, keys: readonly string[]): JsonObject {
  const components = object(spec.components);
  const name = `comp-group-${Object.keys(components).length}`;
  const [groupKey, tasks] = [keys[0]!, object(dag.tasks)];
  const moved = keys.map((key) => [key, object(tasks[key])] as const);
  const group = new Ports();
  for (const [key, task] of moved) {
    const component = object(components[String(object(task.componentRef).name)]);
    task.inputs = group.takeIn(key, task.inputs, component, keys);
    group.handOut(key, component);
    delete tasks[key];
  }
  const isInside = (key: Json) => keys.includes(String(key));
  const dependencies = moved.flatMap(([, task]) => list(task.dependentTasks));
  for (const [, task] of moved) task.dependentTasks = list(task.dependentTasks).filter(isInside);
  everyObject(dag, (one) => {
    for (const by of ["producerTask", "producerSubtask"]) {
      if (!isInside(one[by] ?? "")) continue;
      for (const output of ["outputParameterKey", "outputArtifactKey"])
        if (output in one) one[output] = threaded(String(one[by]), String(one[output]));
      one[by] = groupKey;
    }
    if (Array.isArray(one.dependentTasks)) one.dependentTasks = one.dependentTasks.map((key) => (isInside(key) ? groupKey : key));
  });
  components[name] = { dag: { tasks: Object.fromEntries(moved), outputs: group.outputs }, ...group.definitions };
  const task = {
    componentRef: { name },
    taskInfo: { name: groupKey },
    inputs: group.inputs,
    dependentTasks: dependencies.filter((key) => !isInside(key)),
  };
  tasks[groupKey] = task;
  return task;
}

/** The inputs and outputs of a group, as its tasks need them. */
class Ports {
  readonly inputs = { parameters: {} as JsonObject, artifacts: {} as JsonObject };
  readonly outputs = { parameters: {} as JsonObject, artifacts: {} as JsonObject };
  readonly definitions = {
    inputDefinitions: { parameters: {} as JsonObject, artifacts: {} as JsonObject },
    outputDefinitions: { parameters: {} as JsonObject, artifacts: {} as JsonObject },
  };

  /** A task's inputs as they are inside. Constants stay, since they may name other inputs of the task. */
  takeIn(key: string, inputs: Json | undefined, component: JsonObject, inside: readonly string[]): JsonObject {
    const all = kinds.map((kind) => {
      const bindings = Object.entries(object(object(inputs)[kind])).map(([name, binding]) => {
        if (object(binding).runtimeValue !== undefined || inside.includes(String(producerOf(object(binding))))) return [name, binding];
        const outer = threaded(key, name);
        this.inputs[kind][outer] = binding;
        this.definitions.inputDefinitions[kind][outer] = object(object(component.inputDefinitions)[kind])[name] ?? {};
        return [name, fromGroup(kind, outer)];
      });
      return [kind, Object.fromEntries(bindings)];
    });
    return Object.fromEntries(all);
  }

  handOut(key: string, component: JsonObject): void {
    for (const kind of kinds) {
      for (const [name, definition] of Object.entries(object(object(component.outputDefinitions)[kind]))) {
        const outer = threaded(key, name);
        this.definitions.outputDefinitions[kind][outer] = definition;
        this.outputs[kind][outer] =
          kind === "parameters"
            ? { valueFromParameter: { producerSubtask: key, outputParameterKey: name } }
            : { artifactSelectors: [{ producerSubtask: key, outputArtifactKey: name }] };
      }
    }
  }
}

function producerOf({ taskOutputParameter, taskOutputArtifact, taskFinalStatus }: JsonObject): Json | undefined {
  return object(taskOutputParameter ?? taskOutputArtifact ?? taskFinalStatus).producerTask;
}
