import type { PipelineTaskSpec, TaskInputsSpec } from "@typeline/ir";
import type { Input, TaskNode, Value } from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import { Dag, Places, producersIn } from "./dag.ts";
import { inputTypes, outputDefinitions } from "./interfaces.ts";
import type { LowerContext } from "./lower.ts";

/** KFP's driver resolves an importer's inputs from constants and from inputs of its own DAG only, not from tasks beside it, nor through selectors. */
export function needsGroup(node: TaskNode, dag: Dag): boolean {
  return [...node.arguments.values()].some((value) => {
    if (value.kind === "constant") return false;
    const { parameter } = dag.reference(value);
    return value.kind === "item" || parameter?.componentInputParameter === undefined || parameter.parameterExpressionSelector !== undefined;
  });
}

/** The importer in a group of its own: what it needs comes in as the group's inputs. */
export function groupImporter(
  cx: LowerContext,
  node: TaskNode,
  dag: Dag,
  after: readonly string[],
  lowerTask: (inner: TaskNode, dag: Dag) => PipelineTaskSpec,
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
  const group = new Dag(key, undefined, node.name, node.source, new Places());
  const [output] = node.component.interface.outputs;
  const definitions = outputDefinitions([output!])!;
  const definitionsOfInputs = inputTypes(outer.map(([name]) => ({ name, type: types.get(name)!, optional: false })));
  cx.places.set(key, new Map([[node.name, node.source]]));
  cx.registry.define(
    key,
    {
      ...(definitionsOfInputs && { inputDefinitions: definitionsOfInputs }),
      outputDefinitions: definitions,
      dag: {
        tasks: { [node.name]: lowerTask(inner, group) },
        outputs: {
          artifacts: { [output!.name]: { artifactSelectors: [{ producerSubtask: node.name, outputArtifactKey: output!.name }] } },
        },
      },
    },
    node.component.source,
  );
  const inputs: TaskInputsSpec = { parameters: record(outer.map(([name, value]) => [name, dag.reference(value).parameter!] as const)) };
  const dependencies = new Set([...after, ...producersIn(inputs)]);
  return {
    componentRef: { name: key },
    cachingOptions: { enableCache: true },
    ...(dependencies.size > 0 && { dependentTasks: [...dependencies].sort() }),
    inputs,
    taskInfo: { name: node.name },
  };
}

function inputOf(name: string, type: Input["type"]): Value {
  return { kind: "input", name, type, mayBeAbsent: false };
}
