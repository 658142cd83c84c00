import { argumentsInput, assembledValue, leavesOf } from "./assembly.ts";
import { type ExecutorContext, executorMeaning } from "./executor.ts";
import type { Task } from "./graph.ts";
import { definitions, isThreaded } from "./interface.ts";
import { type Json, type JsonObject, object, text, withoutDefaults } from "./json.ts";
import { presenceTests } from "./placeholder.ts";
import type { PipelineDocuments } from "./read.ts";
import { boundInput, resolve } from "./scope.ts";
import { absent, isAssembled, type Value } from "./value.ts";

/** What a task that runs something runs, with what. */
export function leafMeaning(task: Task, { spec, platforms }: PipelineDocuments, codeNode: ExecutorContext["codeNode"]): JsonObject {
  const label = String(task.component.executorLabel);
  const entry = (deployment: Json | undefined) => object(object(object(deployment).executors)[label]);
  const executor = entry(spec.deploymentSpec);
  const ours = entry(object(platforms.typeline).deploymentSpec);
  const kubernetes = entry(object(platforms.kubernetes).deploymentSpec);
  const bindings = argumentsOf(task, presenceTests(executor));
  const context: ExecutorContext = {
    lookUp: (name) => bindings.inText(name),
    resolve: (parameter) => resolve(task, parameter, "parameters"),
    codeNode,
  };
  const shared = {
    outputs: definitions(task.component.outputDefinitions),
    caching: cachingMeaning(task.spec.cachingOptions),
    executor: executorMeaning(executor, kubernetes, ours, context),
  };
  if (executor.importer === undefined) return { ...shared, inputs: bindings.inputs, arguments: bindings.arguments };
  const { constant, runtimeParameter } = object(object(executor.importer).artifactUri);
  return { ...shared, uri: constant === undefined ? boundInput(task, text(runtimeParameter) ?? "", "parameters") : { constant } };
}

interface Arguments {
  /** Name → definition, without inputs that only carry values to where they are used. */
  readonly inputs: JsonObject;
  readonly arguments: JsonObject;
  /** What stands for a placeholder in the executor's texts: threaded inputs and assembled arguments, never the component's own inputs. */
  inText(name: string): Value | undefined;
}

/** `tested`: inputs whose presence the command line asks for. KFP's driver does that before defaults (`resolveIfPresent`), so a default is not one there. */
function argumentsOf(task: Task, tested: ReadonlySet<string>): Arguments {
  const { parameters = {}, artifacts = {} } = definitions(task.component.inputDefinitions) as {
    parameters?: JsonObject;
    artifacts?: JsonObject;
  };
  const assembly = object(object(object(object(object(task.spec.inputs).parameters)[argumentsInput]).runtimeValue).constant);
  const leaves = new Set(Object.values(assembly).flatMap(leavesOf));
  const counts = (name: string) => !isThreaded(name) && !leaves.has(name);
  const declared = { parameters, artifacts };
  const leftOut = (name: string, kind: "parameters" | "artifacts") => tested.has(name) && !(name in object(object(task.spec.inputs)[kind]));
  const values = new Map<string, Value>();
  for (const kind of ["parameters", "artifacts"] as const) {
    for (const name of Object.keys(declared[kind]).filter(counts))
      values.set(name, leftOut(name, kind) ? absent : boundInput(task, name, kind));
  }
  for (const [name, node] of Object.entries(assembly))
    values.set(
      name,
      assembledValue(node, (leaf, kind) => boundInput(task, leaf, kind)),
    );
  const own = (kind: "parameters" | "artifacts") =>
    Object.fromEntries(Object.entries(declared[kind]).filter(([name]) => counts(name) && !isAssembled(values.get(name)!)));
  return {
    inputs: withoutDefaults({ parameters: own("parameters"), artifacts: own("artifacts") }),
    arguments: Object.fromEntries(values),
    inText: (name) => (counts(name) && name in parameters ? undefined : boundInput(task, name, "parameters")),
  };
}

/** Off is `{}`, `enableCache: false` or nothing at all. */
function cachingMeaning(value: Json | undefined): JsonObject {
  return withoutDefaults(object(value));
}
