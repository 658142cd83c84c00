import type { PipelineTaskSpec } from "@typeline/ir";
import type { Input, TaskNode, Value } from "../2-analyze/regions.ts";
import { inputTypes, outputDefinitions } from "./interfaces.ts";
import type { LowerContext } from "./lower.ts";
import { producersOf, reference } from "./references.ts";

/** KFP's driver resolves an importer's inputs from constants and from inputs of its own DAG only, not from tasks beside it, nor through selectors. */
export function needsGroup(node: TaskNode): boolean {
  return [...node.arguments.values()].some((value) => value.kind !== "constant" && value.kind !== "input");
}

/** The importer in a group of its own: what it needs comes in as the group's inputs. */
export function groupImporter(
  cx: LowerContext,
  node: TaskNode,
  lowerTask: (inner: TaskNode, dag: string) => PipelineTaskSpec,
): PipelineTaskSpec {
  const key = cx.registry.reserve(`${node.name}-group`);
  const outer = [...node.arguments].filter(([, value]) => value.kind !== "constant");
  const types = new Map(node.component.interface.inputs.map((port) => [port.name, port.type]));
  const inner: TaskNode = {
    ...node,
    arguments: new Map(
      [...node.arguments].map(([name, value]) => [name, value.kind === "constant" ? value : inputOf(name, types.get(name)!)]),
    ),
    after: [],
  };
  const [output] = node.component.interface.outputs;
  const definitions = outputDefinitions([output!])!;
  const inputs = inputTypes(outer.map(([name]) => ({ name, type: types.get(name)!, optional: false })));
  cx.places.set(key, new Map([[node.name, node.source]]));
  cx.registry.define(
    key,
    {
      ...(inputs && { inputDefinitions: inputs }),
      outputDefinitions: definitions,
      dag: {
        tasks: { [node.name]: lowerTask(inner, key) },
        outputs: {
          artifacts: { [output!.name]: { artifactSelectors: [{ producerSubtask: node.name, outputArtifactKey: output!.name }] } },
        },
      },
    },
    node.component.source,
  );
  const dependencies = new Set([...node.after.map((other) => other.name), ...outer.flatMap(([, value]) => producersOf(value))]);
  return {
    componentRef: { name: key },
    cachingOptions: { enableCache: true },
    ...(dependencies.size > 0 && { dependentTasks: [...dependencies].sort() }),
    inputs: { parameters: Object.fromEntries(outer.map(([name, value]) => [name, reference(value).parameter!])) },
    taskInfo: { name: node.name },
  };
}

function inputOf(name: string, type: Input["type"]): Value {
  return { kind: "input", name, type, mayBeAbsent: false };
}
