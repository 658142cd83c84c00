import { messages } from "@typeline/diagnostics";
import { uniqueName } from "@typeline/ir";
import type { Port } from "../types/value-type.ts";
import type { KeepComponent } from "./components.ts";
import { type Context, locate, warn } from "./context.ts";
import { outputNode, type Pipeline } from "./pipelines.ts";
import { artifactOf, type Constant, type Fact, type Field, type Input, type Output, type PipelineGraph, type TaskNode } from "./regions.ts";

/**
 * Adds the one kind of task that nobody wrote: it repeats a value as its output. The outputs of a root DAG can name only outputs of
 * tasks (KFP's `DagOutputsSpec`), and this one is an input, a constant, a field or a fact of the run.
 */
export function keep(cx: Context, graph: PipelineGraph, port: Port, value: Constant | Input | Field | Fact, pipeline: Pipeline): Output {
  warn(
    cx,
    outputNode(pipeline, port.name),
    messages.keepAdded({ output: port.name, kind: artifactOf(port.type) ? "copies the artifact" : "repeats the value" }),
  );
  const source = locate(cx, outputNode(pipeline, port.name));
  const component: KeepComponent = {
    kind: "keep",
    name: "keep",
    interface: {
      inputs: [{ name: "value", type: port.type, optional: false }],
      outputs: [{ name: "value", type: port.type, optional: false }],
      bare: true,
    },
    defaults: new Map(),
    settings: {},
    source,
  };
  const task: TaskNode = {
    kind: "task",
    name: uniqueName("keep", new Set(graph.body.nodes.map((node) => node.name))),
    component,
    arguments: new Map([["value", value]]),
    after: [],
    settings: {},
    source,
  };
  graph.body.nodes.push(task);
  return { kind: "output", of: task, name: "value", type: port.type };
}
