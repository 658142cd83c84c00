import { canonicalText, type Json, type JsonObject, list, object } from "./json.ts";
import type { PipelineDocuments } from "./read.ts";
import { dagsOf, everyObject, leavesOf, tasksOf } from "./visit.ts";

/** Changes a document in a way that means nothing. */
export type Rewrite = (documents: PipelineDocuments) => void;

function renameTasks({ spec, platforms }: PipelineDocuments): void {
  const renamed = (key: Json) => `renamed-${String(key)}`;
  for (const dag of dagsOf({ spec, platforms })) {
    for (const [key, value] of Object.entries(object(dag.tasks))) {
      const task = object(value);
      if (object(task.taskInfo).name === key) task.taskInfo = { ...object(task.taskInfo), name: renamed(key) };
      if (task.dependentTasks !== undefined) task.dependentTasks = list(task.dependentTasks).map(renamed);
      delete object(dag.tasks)[key];
      object(dag.tasks)[renamed(key)] = task;
    }
  }
  const renameReferences = (one: JsonObject) => {
    for (const key of ["producerTask", "producerSubtask"]) if (typeof one[key] === "string") one[key] = renamed(one[key]);
  };
  everyObject(spec, renameReferences);
  everyObject(platforms, renameReferences);
}

function renameComponents({ spec, platforms }: PipelineDocuments): void {
  for (const { task } of tasksOf({ spec, platforms })) task.componentRef = { name: `other-${String(object(task.componentRef).name)}` };
  spec.components = Object.fromEntries(Object.entries(object(spec.components)).map(([name, component]) => [`other-${name}`, component]));
}

/** Every task gets a component and an executor of its own. */
function copyComponents({ spec, platforms }: PipelineDocuments): void {
  const executors = object(object(spec.deploymentSpec).executors);
  const settings = Object.values(platforms).map((platform) => object(object(object(platform).deploymentSpec).executors));
  const components = object(spec.components);
  leavesOf({ spec, platforms }).forEach(({ task, component }, index) => {
    const [name, label] = [`comp-copy-${index}`, `exec-copy-${index}`];
    components[name] = { ...structuredClone(component), executorLabel: label };
    task.componentRef = { name };
    for (const table of [executors, ...settings]) {
      const entry = table[String(component.executorLabel)];
      if (entry !== undefined) table[label] = structuredClone(entry);
    }
  });
}

/** Components that are the same, settings of their executors included, become one. */
function shareComponents({ spec, platforms }: PipelineDocuments): void {
  const everything = [spec, ...Object.values(platforms).map(object)];
  const entries = (label: Json | undefined) => everything.map((one) => object(object(one.deploymentSpec).executors)[String(label)] ?? null);
  const first = new Map<string, Json>();
  for (const { task, component } of leavesOf({ spec, platforms })) {
    const { executorLabel, ...shape } = component;
    const content = canonicalText([shape, ...entries(executorLabel)]);
    const name = first.get(content) ?? object(task.componentRef).name ?? null;
    first.set(content, name);
    task.componentRef = { name };
  }
}

/** Every importer gets a group of its own, which takes its inputs and hands its artifact on. */
function groupImporters({ spec, platforms }: PipelineDocuments): void {
  const importers = leavesOf({ spec, platforms }).filter(({ executor }) => executor!.importer !== undefined);
  importers.forEach(({ key, task, component }, index) => {
    const name = `comp-importer-group-${index}`;
    const { inputDefinitions = {}, outputDefinitions = {} } = component;
    const inputs = Object.keys(object(object(inputDefinitions).parameters)).map((input) => [input, { componentInputParameter: input }]);
    const inner = {
      componentRef: task.componentRef!,
      inputs: { parameters: Object.fromEntries(inputs) },
      cachingOptions: task.cachingOptions ?? {},
    };
    const outputs = { artifacts: { artifact: { artifactSelectors: [{ producerSubtask: key, outputArtifactKey: "artifact" }] } } };
    object(spec.components)[name] = { dag: { tasks: { [key]: inner }, outputs }, inputDefinitions, outputDefinitions };
    Object.assign(task, { componentRef: { name }, cachingOptions: {} });
  });
}

function reverseKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reverseKeys(field)]),
  );
}

/** `secretName` where `secretNameParameter` says the same, `cpuLimit` where `resourceCpuLimit` does, and so on. */
function dropDeprecated({ spec, platforms }: PipelineDocuments): void {
  everyObject(spec, (one) => {
    for (const key of ["cpuLimit", "cpuRequest", "memoryLimit", "memoryRequest"]) {
      if (`resource${key[0]!.toUpperCase()}${key.slice(1)}` in one) delete one[key];
    }
    if ("resourceType" in one && "resourceCount" in one) for (const key of ["type", "count"]) delete one[key];
  });
  everyObject(platforms, (one) => {
    for (const key of ["secretName", "configMapName"]) if (`${key}Parameter` in one) delete one[key];
    if ("pvcNameParameter" in one) for (const key of ["constant", "taskOutputParameter", "componentInputParameter"]) delete one[key];
  });
}

function dropImpliedOrder(documents: PipelineDocuments): void {
  for (const { task } of tasksOf(documents)) {
    const read = canonicalText(task.inputs ?? null);
    task.dependentTasks = list(task.dependentTasks).filter((key) => !read.includes(`"producerTask":${JSON.stringify(key)}`));
  }
}

/** What the normaliser must not see. */
export const invisible: Readonly<Record<string, Rewrite>> = {
  "renamed tasks": renameTasks,
  "renamed components": renameComponents,
  "components copied for every task": copyComponents,
  "equal components shared": shareComponents,
  "importers in a group of their own": groupImporters,
  "another order of all keys": (documents) => {
    for (const one of [documents.spec, documents.platforms]) {
      const reversed = object(reverseKeys(one));
      for (const key of Object.keys(one)) delete one[key];
      Object.assign(one, reversed);
    }
  },
  "other names of the inputs that only thread values through": (documents) => {
    Object.assign(documents.spec, JSON.parse(JSON.stringify(documents.spec).replaceAll("pipelinechannel--", "pipelinechannel--other-")));
    Object.assign(
      documents.platforms,
      JSON.parse(JSON.stringify(documents.platforms).replaceAll("pipelinechannel--", "pipelinechannel--other-")),
    );
  },
  "deprecated twins of fields left out": dropDeprecated,
  "orders left out that the data implies": dropImpliedOrder,
  "caching switched off in words": (documents) => {
    for (const { task } of tasksOf(documents)) task.cachingOptions = { enableCache: false, ...object(task.cachingOptions) };
  },
  "inputs with a default not called optional": ({ spec }) => {
    everyObject(spec, (one) => {
      if ("defaultValue" in one) delete one.isOptional;
    });
  },
  "another compiler": ({ spec }) => {
    spec.sdkVersion = "another-1.0";
  },
  "a source map and other things of ours": ({ platforms }) => {
    platforms.typeline = { ...object(platforms.typeline), config: { sources: { "0": "pipeline.ts:1:1" } } };
  },
};
