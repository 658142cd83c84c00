import type { ComponentSpec, JsonValue, RuntimeArtifact } from "@typeline/ir";
import type { Values } from "../values.ts";
import type { Ended } from "./ended.ts";
import { TaskFailure } from "./task-failure.ts";

/**
 * What a DAG gives whose tasks have ended: of several branches, the one that ran.
 *
 * @throws TaskFailure if several branches give a value
 */
export function dagOutputs({ dag }: ComponentSpec, ended: (task: string) => Ended): Values {
  const { parameters = {}, artifacts = {} } = dag?.outputs ?? {};
  return {
    parameters: present(parameters, ({ valueFromOneof, valueFromParameter }, name) => {
      const selectors = valueFromOneof?.parameterSelectors ?? (valueFromParameter ? [valueFromParameter] : []);
      return oneOf(
        selectors.map((one) => ended(one.producerSubtask).outputs.parameters.get(one.outputParameterKey)),
        name,
      );
    }),
    artifacts: present(artifacts, ({ artifactSelectors = [] }, name) =>
      oneOf(
        artifactSelectors.map((one) => ended(one.producerSubtask).outputs.artifacts.get(one.outputArtifactKey)),
        name,
      ),
    ),
  };
}

/** What the iterations of a loop give, in the order of the items; those that give nothing, since they skipped the task, are left out. */
export function gathered({ outputDefinitions = {} }: ComponentSpec, iterations: readonly Values[]): Values {
  const { parameters = {}, artifacts = {} } = outputDefinitions;
  return {
    parameters: present(parameters, (_, name) =>
      iterations.map((outputs) => outputs.parameters.get(name)).filter((value): value is JsonValue => value !== undefined),
    ),
    artifacts: present(artifacts, (_, name) =>
      iterations.flatMap((outputs): readonly RuntimeArtifact[] => outputs.artifacts.get(name) ?? []),
    ),
  };
}

function oneOf<T>(found: readonly (T | undefined)[], name: string): T | undefined {
  const there = found.filter((value) => value !== undefined);
  if (there.length > 1) throw new TaskFailure(`the output "${name}" has a value from several branches`);
  return there[0];
}

function present<S, T>(specs: Readonly<Record<string, S>>, make: (spec: S, name: string) => T | undefined): Map<string, T> {
  const values = new Map<string, T>();
  for (const [name, spec] of Object.entries(specs)) {
    const value = make(spec, name);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}
