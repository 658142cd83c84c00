import { type Json, type JsonObject, list, object } from "./json.ts";
import type { PipelineDocuments } from "./read.ts";
import { dagsOf, leavesOf, type TaskPlace, tasksOf } from "./visit.ts";

/** The places where a document can be changed in one way; each changes it when called. */
export type Mutation = (documents: PipelineDocuments) => (() => void)[];

type Change<Place> = (place: Place) => (() => void)[];

const at =
  <Place>(places: (documents: PipelineDocuments) => readonly Place[], change: Change<Place>): Mutation =>
  (documents) =>
    places(documents).flatMap(change);
const set = (target: JsonObject, key: string, value: Json) => () => {
  target[key] = value;
};
const drop = (target: JsonObject, key: string) => () => {
  delete target[key];
};
/** A change of the field wherever it is there. */
const field = (target: JsonObject, key: string, value: (now: Json) => Json) =>
  target[key] === undefined ? [] : [set(target, key, value(target[key]!))];

const root = ({ spec }: PipelineDocuments) => [object(spec.root)];
const executors = (documents: PipelineDocuments) => leavesOf(documents).map(({ executor }) => executor!);
const containers = (documents: PipelineDocuments) =>
  executors(documents)
    .filter(hasContainer)
    .map((executor) => object(executor.container));
const programs = (documents: PipelineDocuments) =>
  containers(documents).filter((container) => !JSON.stringify(container).includes("executor_main"));
const importers = (documents: PipelineDocuments) =>
  executors(documents)
    .filter((executor) => executor.importer !== undefined)
    .map((executor) => object(executor.importer));
const hasContainer = (executor: JsonObject) => executor.container !== undefined;

/** Tasks that run a container. What an importer imports is compared, not what its one input is called. */
const running = (documents: PipelineDocuments) => leavesOf(documents).filter(({ executor }) => hasContainer(executor!));
/** Without tasks that get a template as an argument: whoever puts that together, the declared type is not kept everywhere. */
const plainlyCalled = (documents: PipelineDocuments) =>
  running(documents).filter(({ task }) => !JSON.stringify(task.inputs ?? null).includes("{{$.inputs"));

const parametersOf = (component: JsonObject, side: "inputDefinitions" | "outputDefinitions") => object(object(component[side]).parameters);
const artifactsOf = (component: JsonObject, side: "inputDefinitions" | "outputDefinitions") => object(object(component[side]).artifacts);
const eachField = (fields: JsonObject) => Object.values(fields).map(object);
const isWritten = (name: string) => !name.startsWith("pipelinechannel--");

/** The bindings of a task's declared inputs: name → InputParameterSpec. */
function bindings({ task, component }: TaskPlace): JsonObject {
  const declared = parametersOf(component, "inputDefinitions");
  return Object.fromEntries(Object.entries(object(object(task.inputs).parameters)).filter(([name]) => name in declared && isWritten(name)));
}

function swapBindings(place: TaskPlace): (() => void)[] {
  const [first, second] = Object.entries(bindings(place)).filter(
    ([, value], index, all) => index === 0 || JSON.stringify(value) !== JSON.stringify(all[0]![1]),
  );
  if (first === undefined || second === undefined) return [];
  return [() => Object.assign(object(object(place.task.inputs).parameters), { [first[0]]: second[1], [second[0]]: first[1] })];
}

/** Takes away each order that nothing else implies. */
function dropOrder(documents: PipelineDocuments): (() => void)[] {
  return leavesOf(documents).flatMap(({ task, dag }) => {
    const read = JSON.stringify([task.inputs ?? null, documents.platforms]);
    const others = (key: Json) => list(task.dependentTasks).filter((other) => other !== key);
    const pure = list(task.dependentTasks).filter((key) => !read.includes(`"producerTask":${JSON.stringify(key)}`));
    return pure.filter((key) => !precede(dag, others(key)).has(key)).map((key) => set(task, "dependentTasks", others(key)));
  });
}

/** Adds an order that nothing else implies. */
function addOrder(documents: PipelineDocuments): (() => void)[] {
  return leavesOf(documents).flatMap(({ key, task, dag }) => {
    const read = JSON.stringify([task.inputs ?? null, documents.platforms]);
    const before = precede(dag, list(task.dependentTasks));
    const isFree = (other: string) =>
      other !== key && !before.has(other) && !precede(dag, [other]).has(key) && !read.includes(`"producerTask":${JSON.stringify(other)}`);
    const free = Object.keys(object(dag.tasks)).find(isFree);
    return free === undefined ? [] : [set(task, "dependentTasks", [...list(task.dependentTasks), free])];
  });
}

/** The tasks of a DAG that are over once `tasks` are. */
function precede(dag: JsonObject, tasks: readonly Json[]): Set<Json> {
  const found = new Set(tasks);
  for (const key of found) for (const other of list(object(object(dag.tasks)[String(key)]).dependentTasks)) found.add(other);
  return found;
}

function swapWords(words: Json | undefined): (() => void)[] {
  const line = list(words);
  const index = line.findIndex((word, i) => i > 0 && word !== line[i - 1]);
  return index < 1 ? [] : [() => void line.splice(index - 1, 2, line[index]!, line[index - 1]!)];
}

/** A structured word (`{"Concat": ["…`) is changed in its first text. */
function otherWord(word: string): string {
  return word.startsWith('{"') ? word.replace('["', '["other ') : `${word} `;
}

/** A task that runs another function than its twin. */
function splitFunction(documents: PipelineDocuments): (() => void)[] {
  const twins = new Map<string, JsonObject[]>();
  for (const { executor } of leavesOf(documents)) {
    const source = JSON.stringify(executor);
    if (!source.includes("executor_main")) continue;
    const known = twins.get(source) ?? [];
    if (!known.includes(executor!)) twins.set(source, [...known, executor!]);
  }
  return [...twins.values()]
    .filter((same) => same.length > 1)
    .map((same) => () => list(object(same[0]!.container).command).push("# changed"));
}

const kubernetes = (documents: PipelineDocuments) => object(object(object(documents.platforms.kubernetes).deploymentSpec).executors);
/** Entries of one list in the Kubernetes settings of an executor that a task uses. */
const settings = (key: string) => (documents: PipelineDocuments) =>
  leavesOf(documents).flatMap(({ component }) => list(object(kubernetes(documents)[String(component.executorLabel)])[key]).map(object));
const anySetting = (documents: PipelineDocuments) =>
  leavesOf(documents)
    .map(({ component }) => object(kubernetes(documents)[String(component.executorLabel)]))
    .filter((entry) => Object.keys(entry).length > 0);
const otherText = (now: Json) => `${String(now)}-other`;
/** Changes both the deprecated plain field and the one that replaced it. */
const otherName = (entry: JsonObject, key: string) => [
  () => {
    delete entry[key];
    entry[`${key}Parameter`] = { runtimeValue: { constant: "another" } };
  },
];

/** What the normaliser must see, wherever it stands. */
export const visible: Readonly<Record<string, Mutation>> = {
  "two arguments of a task exchanged": at(leavesOf, swapBindings),
  "an order without data taken away": dropOrder,
  "an order without data added": addOrder,
  "another constant argument": at(running, (place) =>
    eachField(bindings(place))
      .map(({ runtimeValue }) => object(runtimeValue))
      .flatMap((value) => field(value, "constant", (now) => [now, "other"])),
  ),
  "an argument taken away": at(running, (place) =>
    Object.keys(bindings(place))
      .filter((name) => object(parametersOf(place.component, "inputDefinitions")[name] as JsonObject).defaultValue === undefined)
      .map((name) => drop(object(object(place.task.inputs).parameters), name)),
  ),
  "a component's input of another type": at(plainlyCalled, ({ component }) =>
    eachField(parametersOf(component, "inputDefinitions")).flatMap((one) =>
      field(one, "parameterType", (now) => (now === "STRING" ? "LIST" : "STRING")),
    ),
  ),
  "a component's output of another type": at(leavesOf, ({ component }) =>
    eachField(parametersOf(component, "outputDefinitions")).flatMap((one) =>
      field(one, "parameterType", (now) => (now === "STRING" ? "LIST" : "STRING")),
    ),
  ),
  "a component's output taken away": at(leavesOf, ({ component }) =>
    Object.keys(parametersOf(component, "outputDefinitions")).map((name) => drop(parametersOf(component, "outputDefinitions"), name)),
  ),
  "an optional input of a component made required": at(leavesOf, ({ component }) =>
    eachField(parametersOf(component, "inputDefinitions")).flatMap((one) =>
      one.defaultValue === undefined ? field(one, "isOptional", () => false) : [],
    ),
  ),
  "another default of a component's input": at(leavesOf, ({ component }) =>
    eachField(parametersOf(component, "inputDefinitions")).flatMap((one) => field(one, "defaultValue", (now) => [now, "other"])),
  ),
  "an artifact input of another kind": at(leavesOf, ({ component }) =>
    eachField(artifactsOf(component, "inputDefinitions")).flatMap((one) =>
      field(object(one.artifactType), "schemaTitle", () => "system.Other"),
    ),
  ),
  "an artifact output of another kind": at(leavesOf, ({ component }) =>
    eachField(artifactsOf(component, "outputDefinitions")).flatMap((one) =>
      field(object(one.artifactType), "schemaTitle", () => "system.Other"),
    ),
  ),
  "an optional artifact made required": at(leavesOf, ({ component }) =>
    eachField(artifactsOf(component, "inputDefinitions")).flatMap((one) => field(one, "isOptional", () => false)),
  ),
  "a list of artifacts made one artifact": at(leavesOf, ({ component }) =>
    eachField(artifactsOf(component, "inputDefinitions")).flatMap((one) => field(one, "isArtifactList", () => false)),
  ),
  "an input's description": at(leavesOf, ({ component }) =>
    eachField(parametersOf(component, "inputDefinitions")).flatMap((one) => field(one, "description", otherText)),
  ),
  "caching switched": at(leavesOf, ({ task }) => [
    set(task, "cachingOptions", object(task.cachingOptions).enableCache === true ? {} : { enableCache: true }),
  ]),
  "a cache key": at(leavesOf, ({ task }) => [set(task, "cachingOptions", { ...object(task.cachingOptions), cacheKey: "mine" })]),
  "other retries": at(leavesOf, ({ task }) => [set(task, "retryPolicy", { ...object(task.retryPolicy), maxRetryCount: 7 })]),
  "another wait between retries": at(tasksOf, ({ task }) => field(object(task.retryPolicy), "backoffDuration", () => "11s")),
  "a display name": at(tasksOf, ({ key, task }) => [set(task, "taskInfo", { name: `${key} shown` })]),
  "another environment variable": at(containers, (container) => [
    set(container, "env", [...list(container.env), { name: "ADDED", value: "1" }]),
  ]),
  "another value of an environment variable": at(containers, ({ env }) =>
    list(env).flatMap((one) => field(object(one), "value", otherText)),
  ),
  "another image of a container": at(programs, (container) => field(container, "image", otherText)),
  "another word in a container's command": at(programs, ({ command }) =>
    list(command).map((word, index) => () => void list(command).splice(index, 1, otherWord(String(word)))),
  ),
  "two words of a container's command exchanged": at(programs, ({ command }) => swapWords(command)),
  "two arguments of a container exchanged": at(programs, ({ args }) => swapWords(args)),
  "an argument of a container taken away": at(programs, ({ args }) => (list(args).length === 0 ? [] : [() => void list(args).pop()])),
  "other resources": at(containers, (container) => {
    const { resources } = container;
    if (resources === undefined) return [set(container, "resources", { resourceMemoryLimit: "3Gi" })];
    return ["resourceCpuLimit", "resourceMemoryLimit"].flatMap((key) => field(object(resources), key, () => "3"));
  }),
  "another accelerator": at(containers, ({ resources }) => field(object(object(resources).accelerator), "resourceType", otherText)),
  "another number of accelerators": at(containers, ({ resources }) =>
    field(object(object(resources).accelerator), "resourceCount", () => "17"),
  ),
  "a function that another task does not run any more": splitFunction,
  "another imported URI": at(importers, ({ artifactUri }) => field(object(artifactUri), "constant", otherText)),
  "other imported metadata": at(importers, ({ metadata }) =>
    Object.keys(object(metadata)).map((key) => set(object(metadata), key, "other")),
  ),
  "importing anew": at(importers, (importer) => [set(importer, "reimport", importer.reimport !== true)]),
  "another pipeline name": ({ spec }) => [set(object(spec.pipelineInfo), "name", "other")],
  "another pipeline description": ({ spec }) => [set(object(spec.pipelineInfo), "description", "other")],
  "another pipeline root": ({ spec }) => [set(spec, "defaultPipelineRoot", "s3://other")],
  "an input of the pipeline of another type": at(root, (one) =>
    eachField(parametersOf(one, "inputDefinitions")).map((input) =>
      set(input, "parameterType", input.parameterType === "STRING" ? "LIST" : "STRING"),
    ),
  ),
  "another default of the pipeline": at(root, (one) =>
    eachField(parametersOf(one, "inputDefinitions")).flatMap((input) => field(input, "defaultValue", (now) => [now, "other"])),
  ),
  "an input of the pipeline without its default": at(root, (one) =>
    eachField(parametersOf(one, "inputDefinitions"))
      .filter((input) => input.defaultValue !== undefined)
      .map((input) => drop(input, "defaultValue")),
  ),
  "an input of the pipeline added": at(root, (one) => [
    () => {
      const inputs = object(one.inputDefinitions);
      one.inputDefinitions = { ...inputs, parameters: { ...object(inputs.parameters), added: { parameterType: "STRING" } } };
    },
  ]),
  "an output of the pipeline taken away": at(root, (one) =>
    Object.keys(parametersOf(one, "outputDefinitions")).map((name) => () => {
      delete parametersOf(one, "outputDefinitions")[name];
      delete object(object(object(one.dag).outputs).parameters)[name];
    }),
  ),
  "an output taken from another output": at(dagsOf, (dag) =>
    eachField(object(object(dag.outputs).parameters)).flatMap(({ valueFromParameter }) =>
      field(object(valueFromParameter), "outputParameterKey", otherText),
    ),
  ),
  "another condition": at(tasksOf, ({ task }) => field(object(task.triggerPolicy), "condition", (now) => `!(${String(now)})`)),
  "no condition": at(tasksOf, ({ task }) =>
    object(task.triggerPolicy).condition === undefined ? [] : [drop(object(task.triggerPolicy), "condition")],
  ),
  "another trigger strategy": at(tasksOf, ({ task }) =>
    object(task.triggerPolicy).strategy === undefined ? [] : [drop(object(task.triggerPolicy), "strategy")],
  ),
  "a loop over other items": at(tasksOf, ({ task }) => field(object(object(task.parameterIterator).items), "raw", () => '["other"]')),
  "another bound of a loop": at(tasksOf, ({ task }) =>
    task.parameterIterator === undefined ? [] : [set(task, "iteratorPolicy", { parallelismLimit: 77 })],
  ),
  "a task more": ({ spec }) =>
    Object.entries(object(object(object(spec.root).dag).tasks)).map(([key, task]) =>
      set(object(object(object(spec.root).dag).tasks), `${key}-more`, structuredClone(task)),
    ),
  "another secret in the environment": at(settings("secretAsEnv"), (entry) => otherName(entry, "secretName")),
  "another key of a secret": at(settings("secretAsEnv"), ({ keyToEnv }) =>
    list(keyToEnv).flatMap((one) => field(object(one), "secretKey", otherText)),
  ),
  "an optional secret": at(settings("secretAsEnv"), (entry) => [set(entry, "optional", entry.optional !== true)]),
  "another config map in the environment": at(settings("configMapAsEnv"), (entry) => otherName(entry, "configMapName")),
  "another secret mounted": at(settings("secretAsVolume"), (entry) => otherName(entry, "secretName")),
  "a secret mounted elsewhere": at(settings("secretAsVolume"), (entry) => field(entry, "mountPath", otherText)),
  "another config map mounted": at(settings("configMapAsVolume"), (entry) => otherName(entry, "configMapName")),
  "another claim mounted": at(settings("pvcMount"), (entry) => [set(entry, "pvcNameParameter", { runtimeValue: { constant: "another" } })]),
  "a claim mounted elsewhere": at(settings("pvcMount"), (entry) => field(entry, "mountPath", otherText)),
  "an empty folder of another size": at(settings("emptyDirMounts"), (entry) => field(entry, "sizeLimit", () => "77Gi")),
  "an ephemeral volume of another size": at(settings("genericEphemeralVolume"), (entry) => field(entry, "size", () => "77Gi")),
  "another toleration": at(settings("tolerations"), (entry) => field(entry, "effect", otherText)),
  "another field of the pod in the environment": at(settings("fieldPathAsEnv"), (entry) => field(entry, "fieldPath", otherText)),
  "another label of a pod": at(anySetting, ({ podMetadata }) =>
    Object.keys(object(object(podMetadata).labels)).map((key) => set(object(object(podMetadata).labels), key, "other")),
  ),
  "another user": at(anySetting, ({ securityContext }) => field(object(securityContext), "runAsUser", () => "77")),
  "another pull policy": at(anySetting, (entry) => [set(entry, "imagePullPolicy", "Never")]),
  "a setting that no rule knows": at(anySetting, (entry) => [set(entry, "somethingNew", { of: "another release" })]),
  "another workspace": ({ platforms }) =>
    field(object(object(object(platforms.kubernetes).pipelineConfig).workspace), "size", () => "77Gi"),
  "a field of a task that no rule knows": at(tasksOf, ({ task }) => [set(task, "somethingNew", 1)]),
  "a field of a component that no rule knows": at(tasksOf, ({ component }) => [set(component, "somethingNew", 1)]),
  "a field of the spec that no rule knows": ({ spec }) => [set(spec, "somethingNew", 1)],
};
