import { pathToFileURL } from "node:url";
import type { Component, TaskContext } from "@typeline/dsl";
import type { ComponentSpec, ParameterType } from "@typeline/ir";
import type { Attempt, StandIn } from "@typeline/runner";
import { HOST, type Hosted, hosted, type RuntimeInterface } from "@typeline/runtime";

declare const replacement: unique symbol;

/** Made by {@link replace}. */
export interface Replacement {
  readonly [replacement]: true;
}

/** What a {@link Replacement} is. */
export interface Replaced {
  readonly component: unknown;
  readonly fake: (inputs: any, context: TaskContext<any>) => unknown;
}

/**
 * In a test: `fake` in place of a component, container and Python steps too. Its types are the component's. It runs in the test's own
 * process, so it may use what the test has; artifacts that it is given are open for reading.
 */
export function replace<I, O>(
  component: Component<I, O>,
  fake: (inputs: I, context: TaskContext) => NoInfer<O> | Promise<NoInfer<O>>,
): Replacement {
  return { component, fake } satisfies Replaced as unknown as Replacement;
}

/** A fake as the runner takes it. */
export function standIn({ fake }: Replaced, name: string, spec: ComponentSpec): StandIn {
  return async (attempt, signal) => {
    const real =
      attempt.bundle === undefined ? hosted({ run: fake, interface: interfaceOf(name, spec) }) : await bundled(attempt.bundle.file);
    return await real.run(argumentsOf(attempt), signal, { run: fake, env: attempt.env });
  };
}

/** The runtime's own arguments: those of a component of ours are in its command. */
function argumentsOf({ command, input, bundle, runId, path }: Attempt): readonly string[] {
  const given = JSON.stringify(input);
  if (bundle) return command.slice(command.indexOf("--executor_input"));
  return ["--executor_input", given, "--run_id", runId, "--run_name", runId, "--task_name", path.slice(path.lastIndexOf("/") + 1)];
}

const loaded = new Map<string, Promise<Hosted>>();
let last: Promise<unknown> = Promise.resolve();

/** What a bundle hands to its host. One after another, since they hand it to the same place. */
function bundled(file: string): Promise<Hosted> {
  let found = loaded.get(file);
  if (found === undefined) {
    found = last.then(() => load(file));
    last = found.catch(() => {});
    loaded.set(file, found);
  }
  return found;
}

async function load(file: string): Promise<Hosted> {
  const host = globalThis as { [HOST]?: (given: Hosted) => void };
  let given: Hosted | undefined;
  host[HOST] = (one) => {
    given = one;
  };
  try {
    await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    delete host[HOST];
  }
  if (given === undefined) throw new Error(`${file} starts no component`);
  return given;
}

/** What the runtime has to know of a component that has no bundle, by its declaration in the IR. */
function interfaceOf(name: string, { inputDefinitions = {}, outputDefinitions = {} }: ComponentSpec): RuntimeInterface {
  const parameters = Object.entries(inputDefinitions.parameters ?? {});
  const outputs = [...Object.keys(outputDefinitions.parameters ?? {}), ...Object.keys(outputDefinitions.artifacts ?? {})];
  const isStatus = ({ parameterType }: { parameterType?: ParameterType }) => parameterType === "TASK_FINAL_STATUS";
  return {
    name,
    inputs: {
      type: "object",
      properties: Object.fromEntries(parameters.filter(([, one]) => !isStatus(one)).map(([key]) => [key, {}])),
    },
    statuses: parameters.filter(([, one]) => isStatus(one)).map(([key]) => key),
    artifacts: Object.fromEntries(
      Object.entries(inputDefinitions.artifacts ?? {}).map(([key, { isArtifactList = false, isOptional = false }]) => [
        key,
        { list: isArtifactList, optional: isOptional },
      ]),
    ),
    outputs,
    bare: outputs.length === 1 && outputs[0] === "Output",
    env: [],
  };
}
