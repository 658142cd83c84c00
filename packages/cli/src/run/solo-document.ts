import {
  type ComponentInputsSpec,
  type ComponentOutputsSpec,
  kebab,
  type PipelineDocument,
  type PipelineTaskSpec,
  type PlatformSpec,
} from "@typeline/ir";

/**
 * One component of a compiled pipeline as a pipeline: its inputs, its outputs, and one task.
 *
 * @param name of the component, in kebab case or as the document's key has it
 * @returns `undefined` where the document has no such component
 */
export function soloDocument({ spec, platforms }: PipelineDocument, name: string): PipelineDocument | undefined {
  const key = [name, `comp-${name}`, `comp-${kebab(name, name)}`].find((one) => Object.hasOwn(spec.components ?? {}, one));
  const component = key === undefined ? undefined : spec.components?.[key];
  if (key === undefined || component === undefined) return undefined;
  const { inputDefinitions, outputDefinitions } = component;
  const task = kebab(key.replace(/^comp-/, ""), "task");
  const solo: PipelineTaskSpec = {
    taskInfo: { name: task },
    componentRef: { name: key },
    cachingOptions: { enableCache: true },
    ...(inputDefinitions && { inputs: inputsOf(inputDefinitions) }),
  };
  return {
    spec: {
      ...spec,
      pipelineInfo: { name: task },
      root: {
        dag: { tasks: { [task]: solo }, ...(outputDefinitions && { outputs: outputsOf(outputDefinitions, task) }) },
        ...(inputDefinitions && { inputDefinitions }),
        ...(outputDefinitions && { outputDefinitions }),
      },
    },
    ...(platforms && { platforms: withoutRoot(platforms) }),
  };
}

function inputsOf({ parameters = {}, artifacts = {} }: ComponentInputsSpec): NonNullable<PipelineTaskSpec["inputs"]> {
  return {
    parameters: byName(parameters, (name) => ({ componentInputParameter: name })),
    artifacts: byName(artifacts, (name) => ({ componentInputArtifact: name })),
  };
}

function outputsOf({ parameters = {}, artifacts = {} }: ComponentOutputsSpec, task: string) {
  return {
    parameters: byName(parameters, (name) => ({ valueFromParameter: { producerSubtask: task, outputParameterKey: name } })),
    artifacts: byName(artifacts, (name) => ({ artifactSelectors: [{ producerSubtask: task, outputArtifactKey: name }] })),
  };
}

function byName<T>(names: object, make: (name: string) => T): { [name: string]: T } {
  return Object.fromEntries(Object.keys(names).map((name) => [name, make(name)]));
}

/** Without the notes on the root that is no longer there. */
function withoutRoot(platforms: PlatformSpec): PlatformSpec {
  const { typeline } = platforms.platforms;
  if (typeline?.config === undefined) return platforms;
  const { inputs: _, sources, handled, run: __, ...config } = typeline.config;
  const tasks = Object.entries(sources?.tasks ?? {}).filter(([key]) => key !== "root");
  const own = {
    ...config,
    ...(sources && { sources: { ...sources, tasks: Object.fromEntries(tasks) } }),
    ...(handled && { handled: handled.filter((task) => !task.startsWith("root/")) }),
  };
  return { platforms: { ...platforms.platforms, typeline: { ...typeline, config: own } } };
}
