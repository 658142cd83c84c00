import { printExpression } from "@typeline/ir";
import {
  type Condition,
  mapLeaves,
  type PipelineGraph,
  type Region,
  type RegionNode,
  regionsOf,
  type Tree,
  type Value,
} from "./regions.ts";

/** The region graph as text: `--dump regions`. */
export function printGraph(graph: PipelineGraph, indent = ""): string {
  const printer = new Printer(graph);
  const lines = [`${indent}pipeline ${graph.name}(${graph.inputs.map((input) => `${input.name}${input.optional ? "?" : ""}`).join(", ")})`];
  lines.push(...printer.region(graph.body, `${indent}  `));
  for (const [name, value] of graph.outputs) lines.push(`${indent}  return ${name} = ${printer.value(value)}`);
  return `${lines.join("\n")}${indent === "" ? "\n" : ""}`;
}

class Printer {
  /** Groups have no names of their own: they are numbered. */
  readonly #names = new Map<RegionNode, string>();
  constructor(graph: PipelineGraph) {
    this.#number(graph.body);
  }

  #number(region: Region): void {
    for (const node of region.nodes) {
      const isCall = node.kind === "task" || node.kind === "nested";
      this.#names.set(node, isCall ? node.name : `${node.kind}#${this.#names.size + 1}`);
      for (const inner of regionsOf(node)) this.#number(inner);
    }
  }

  region(region: Region, indent: string): string[] {
    return region.nodes.flatMap((node) => this.#node(node, indent));
  }

  #node(node: RegionNode, indent: string): string[] {
    const name = this.#names.get(node)!;
    const after = node.after.length > 0 ? ` after ${node.after.map((other) => this.#names.get(other)).join(", ")}` : "";
    const tail = `${after}  # ${node.source.line}:${node.source.column}`;
    const inner = `${indent}  `;
    switch (node.kind) {
      case "task":
      case "nested": {
        const args = [...node.arguments].map(([input, value]) => `${input}: ${this.value(value)}`).join(", ");
        const head = `${indent}${node.kind} ${name} = ${node.kind === "task" ? node.component.name : node.graph.name}(${args})${tail}`;
        return node.kind === "task" ? [head] : [head, printGraph(node.graph, inner)];
      }
      case "branches":
        return [
          `${indent}${name}${tail}`,
          ...node.arms.flatMap((arm) => [
            `${inner}${arm.condition ? `if ${this.#condition(arm.condition)}` : "else"}`,
            ...this.region(arm.region, `${inner}  `),
          ]),
          ...this.#merges(node.merges, inner),
        ];
      case "loop": {
        const limit = node.limit === undefined ? "" : ` at most ${node.limit} at once`;
        return [
          `${indent}${name} over ${this.value(node.items)}${limit}${tail}`,
          ...this.region(node.body, inner),
          ...[...node.gathered].map(([output, { value }]) => `${inner}gather ${output} = ${this.value(value)}`),
        ];
      }
      case "finally":
        return [`${indent}${name}${tail}`, ...this.region(node.body, inner), `${indent}cleanup`, ...this.region(node.cleanup, inner)];
      case "catch":
        return [
          `${indent}${name}${tail}`,
          ...this.region(node.body, inner),
          `${indent}handler`,
          ...this.region(node.handler, inner),
          ...this.#merges(node.merges, inner),
        ];
    }
  }

  #merges<Way>(merges: ReadonlyMap<string, { readonly values: ReadonlyMap<Way, Value> }>, indent: string): string[] {
    return [...merges].map(
      ([name, { values }]) => `${indent}one of ${name} = ${[...values.values()].map((value) => this.value(value)).join(" | ")}`,
    );
  }

  #condition({ expression, operands }: Condition): string {
    return printExpression(expression).replace(/\$(\d+)/g, (_, at) => this.value(operands[Number(at)]!));
  }

  value(value: Value): string {
    switch (value.kind) {
      case "constant":
        return JSON.stringify(value.value);
      case "input":
        return `$${value.name}`;
      case "output":
        return `${this.#names.get(value.of)}.${value.name}`;
      case "item":
        return `${this.#names.get(value.of)}.item`;
      case "status":
        return `${this.#names.get(value.of)}.status`;
      case "field":
        return `${this.value(value.of)}${value.path.map((key) => `[${JSON.stringify(key)}]`).join("")}`;
      case "fact":
        return `run.${value.fact}`;
      case "assembled":
        return `assemble(${this.#tree(value.tree)})`;
    }
  }

  #tree(tree: Tree): string {
    return JSON.stringify(mapLeaves<{ p: string }>(tree, (leaf) => ({ p: this.value(leaf) })));
  }
}
