import { createHash } from "node:crypto";
import type { Graph, GraphNode } from "./graph.ts";
import { canonicalText, type Json, type JsonObject } from "./json.ts";

/**
 * One text for all graphs that differ in the names and order of their nodes only: nodes are told apart by what they are and by what
 * they are wired to (Weisfeiler and Leman's colour refinement), ties are broken by picking one and refining again, and what remains
 * is printed with labels in the order of colours. Equal texts mean isomorphic graphs, since the whole graph is in the text; the
 * opposite could fail only for tied nodes that no automorphism exchanges, which takes regular graphs that pipelines are not.
 */
export function canonicalForm({ nodes }: Graph): string {
  const colours = refineUntilDistinct(nodes);
  const ordered = [...nodes].sort((a, b) => compare(colours[a.id]!, colours[b.id]!));
  const labels = new Map(ordered.map((node, label) => [node.id, label]));
  const printed = ordered.map((node) => withReferences(node.content, (id) => labels.get(id) ?? null));
  return printed.map((content, label) => `${label} ${canonicalText(content)}`).join("\n");
}

function refineUntilDistinct(nodes: readonly GraphNode[]): string[] {
  let colours = refine(
    nodes,
    colour(nodes, () => ""),
  );
  for (let tied = firstTie(colours); tied !== undefined; tied = firstTie(colours)) {
    colours[tied] = hash(`picked ${colours[tied]}`);
    colours = refine(nodes, colours);
  }
  return colours;
}

/** Recolours until no class of equal nodes falls apart any more. */
function refine(nodes: readonly GraphNode[], start: string[]): string[] {
  let colours = start;
  for (let classes = new Set(colours).size; ; ) {
    const next = colour(nodes, (id) => colours[id]!);
    const incoming = seenFromTargets(nodes, colours);
    colours = next.map((one, id) => hash(`${colours[id]} ${one} ${(incoming[id] ?? []).sort().join(" ")}`));
    const count = new Set(colours).size;
    if (count === classes) return colours;
    classes = count;
  }
}

function colour(nodes: readonly GraphNode[], colourOf: (id: number) => string): string[] {
  const colours: string[] = [];
  for (const node of nodes) colours[node.id] = hash(canonicalText(withReferences(node.content, colourOf)));
  return colours;
}

/** For each node, how it looks from each place that refers to it: the content there, with that one reference marked. */
function seenFromTargets(nodes: readonly GraphNode[], colours: readonly string[]): string[][] {
  const seen: string[][] = [];
  for (const node of nodes) {
    const targets = references(node.content);
    targets.forEach((target, marked) => {
      let index = 0;
      const view = withReferences(node.content, (id) => (index++ === marked ? `here ${colours[id]}` : colours[id]!));
      seen[target] = [...(seen[target] ?? []), hash(`${colours[node.id]} ${canonicalText(view)}`)];
    });
  }
  return seen;
}

/** The nodes that a content refers to, in the order in which {@link withReferences} meets them. */
function references(content: Json): number[] {
  const found: number[] = [];
  withReferences(content, (id) => {
    found.push(id);
    return null;
  });
  return found;
}

/** The content with every `{ $node }` replaced, and every `{ $set }` sorted afterwards. */
export function withReferences(content: Json, replace: (id: number) => Json): Json {
  if (Array.isArray(content)) return content.map((item) => withReferences(item, replace));
  if (content === null || typeof content !== "object") return content;
  if (typeof content.$node === "number") return { $node: replace(content.$node) };
  if (Array.isArray(content.$set)) {
    const members = content.$set.map((item) => withReferences(item, replace));
    return { $set: members.sort((a, b) => compare(canonicalText(a), canonicalText(b))) };
  }
  const fields: JsonObject = {};
  for (const [key, value] of Object.entries(content)) fields[key] = withReferences(value, replace);
  return fields;
}

function firstTie(colours: readonly string[]): number | undefined {
  const counts = new Map<string, number[]>();
  colours.forEach((one, id) => {
    counts.set(one, [...(counts.get(one) ?? []), id]);
  });
  const ties = [...counts].filter(([, ids]) => ids.length > 1).sort(([a], [b]) => compare(a, b));
  return ties[0]?.[1][0];
}

function hash(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 24);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
