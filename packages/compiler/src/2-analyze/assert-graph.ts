import { callsIn, enclosing, type PipelineGraph, type Region, type RegionNode, regionsOf, sourcesOf, type Value } from "./regions.ts";
import { canRead, isWithin } from "./visibility.ts";

/**
 * What `4-lower` relies on: every value comes from a node of the graph and can be read where it is, and what groups give is made in them.
 * Run between the passes in tests.
 *
 * @throws Error that names the node, for a bug of the compiler.
 */
export function assertGraph(graph: PipelineGraph): void {
  const nodes = new Set<RegionNode>();
  const collect = (region: Region): void => {
    for (const node of region.nodes) {
      if (node.region !== region) throw new Error(`${label(node)} stands in a region that is not its own`);
      nodes.add(node);
      for (const inner of regionsOf(node)) {
        if (inner.within?.node !== node) throw new Error(`a region of ${label(node)} does not know it`);
        collect(inner);
      }
    }
  };
  collect(graph.body);

  const readable = (value: Value, from: Region, where: string): void => {
    for (const source of sourcesOf(value))
      if ("of" in source && !nodes.has(source.of)) throw new Error(`${where} reads ${label(source.of)}, which is not in the graph`);
    if (!canRead(value, from)) throw new Error(`${where} reads what cannot be read there`);
  };
  const givenBy = (value: Value, region: Region, where: string): void => {
    if (value.kind !== "output") throw new Error(`${where} is not what a task gives`);
    if (!nodes.has(value.of)) throw new Error(`${where} is given by ${label(value.of)}, which is not in the graph`);
    if (!isWithin(value.of.region, region)) throw new Error(`${where} is not made in its region`);
  };

  for (const node of nodes) {
    const where = label(node);
    for (const other of node.after) if (!nodes.has(other)) throw new Error(`${where} waits for ${label(other)}, which is not in the graph`);
    switch (node.kind) {
      case "task":
      case "nested":
        for (const [name, value] of node.arguments) readable(value, node.region, `${where}: ${name}`);
        if (node.kind === "nested") assertGraph(node.graph);
        break;
      case "branches":
        for (const { condition } of node.arms) for (const operand of condition?.operands ?? []) readable(operand, node.region, where);
        for (const [name, { values }] of node.merges) for (const [arm, value] of values) givenBy(value, arm.region, `${where}: ${name}`);
        break;
      case "loop":
        readable(node.items, node.region, where);
        for (const [name, { value }] of node.gathered) givenBy(value, node.body, `${where}: ${name}`);
        break;
      case "catch":
        for (const [name, { values }] of node.merges) for (const [region, value] of values) givenBy(value, region, `${where}: ${name}`);
        break;
    }
  }
  for (const [name, value] of graph.outputs) givenBy(value, graph.body, `the output ${name}`);
}

/** A node, for whoever looks for the bug. */
function label(node: RegionNode): string {
  const name = "name" in node ? node.name : ([...regionsOf(node)].flatMap((region) => [...callsIn(region)])[0]?.name ?? "nothing");
  const depth = [...enclosing(node.region)].length;
  return `${node.kind} ${name} (${node.source.line}:${node.source.column}, depth ${depth})`;
}
