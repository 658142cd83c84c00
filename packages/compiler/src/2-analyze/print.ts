import type { PipelineGraph, RegionNode, Tree, Value } from "./regions.ts";
import { mapLeaves } from "./regions.ts";

/** The region graph as text: `--dump regions`. */
export function printGraph(graph: PipelineGraph, indent = ""): string {
  const lines = [`${indent}pipeline ${graph.name}(${graph.inputs.map((input) => `${input.name}${input.optional ? "?" : ""}`).join(", ")})`];
  for (const node of graph.body.nodes) lines.push(...printNode(node, `${indent}  `));
  for (const [name, value] of graph.outputs) lines.push(`${indent}  return ${name} = ${printValue(value)}`);
  return `${lines.join("\n")}${indent === "" ? "\n" : ""}`;
}

function printNode(node: RegionNode, indent: string): string[] {
  const args = [...node.arguments].map(([name, value]) => `${name}: ${printValue(value)}`).join(", ");
  const after = node.after.length > 0 ? ` after ${node.after.map((other) => other.name).join(", ")}` : "";
  const head = `${indent}${node.kind} ${node.name} = ${node.kind === "task" ? node.component.name : node.graph.name}(${args})${after}  # ${node.source.line}:${node.source.column}`;
  return node.kind === "task" ? [head] : [head, printGraph(node.graph, `${indent}  `)];
}

function printValue(value: Value): string {
  switch (value.kind) {
    case "constant":
      return JSON.stringify(value.value);
    case "input":
      return `$${value.name}`;
    case "output":
      return `${value.of.name}.${value.name}`;
    case "field":
      return `${printValue(value.of)}${value.path.map((key) => `[${JSON.stringify(key)}]`).join("")}`;
    case "fact":
      return `run.${value.fact}`;
    case "assembled":
      return `assemble(${printTree(value.tree)})`;
  }
}

function printTree(tree: Tree): string {
  return JSON.stringify(mapLeaves<{ p: string }>(tree, (leaf) => ({ p: printValue(leaf) })));
}
