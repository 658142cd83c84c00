import { messages } from "@typeline/diagnostics";
import { type ForOfStatement, isFunctionLikeDeclaration, type Node, SyntaxKind } from "../1-read/syntax.ts";
import { type Context, excerpt, locate, warn } from "./context.ts";
import { offer, withoutAwait } from "./fixes.ts";
import { callsIn, producers, type Region, type RegionNode, regionsOf, type Value } from "./regions.ts";
import { Gathered, type Meaning, Sym, TaskRef } from "./values.ts";
import { standsFor } from "./visibility.ts";

/** An `await` on tasks of the pipeline, and how many tasks stood before what follows it in its region. */
export interface Await {
  readonly node: Node;
  readonly tasks: readonly RegionNode[];
  readonly region: Region;
  readonly before: number;
}

/** Notes an `await`: TypeScript would hold back all that follows, and a graph only what depends on it. */
export function noteAwait(cx: Context, node: Node, meaning: Meaning): Meaning {
  const tasks = tasksOf(meaning);
  if (cx.graph && tasks.length > 0) {
    const { region } = cx.graph;
    cx.graph.awaits.push({ node, tasks, region, before: region.nodes.length });
    warnInLoop(cx, node, region);
  }
  return meaning;
}

/** In a `for` loop each iteration would wait for the one before; in a callback of `map` none does. */
function warnInLoop(cx: Context, node: Node, region: Region): void {
  const loop = loopAround(node);
  if (!loop) return;
  const { line, column } = locate(cx, loop);
  for (let at: Region | undefined = region; at; at = at.within?.node.region) {
    const around = at.within?.node;
    if (around?.kind !== "loop" || around.limit === 1 || around.source.line !== line || around.source.column !== column) continue;
    warn(cx, node, messages.awaitInLoop({ text: excerpt(cx, node), list: excerpt(cx, loop.expression), limit: "{ limit: 1 }" }));
  }
}

/** The `for … of` that a node stands in, in the same function. */
function loopAround(node: Node): ForOfStatement | undefined {
  let at: Node | undefined = node.parent;
  while (at && !isFunctionLikeDeclaration(at)) {
    if (at.kind === SyntaxKind.ForOfStatement) return at as ForOfStatement;
    at = at.parent;
  }
  return undefined;
}

function tasksOf(meaning: Meaning): RegionNode[] {
  if (Array.isArray(meaning)) return meaning.flatMap(tasksOf);
  if (meaning instanceof TaskRef) return [...meaning.of];
  if (meaning instanceof Gathered) return [meaning.loop];
  return meaning instanceof Sym ? producers(meaning.value) : [];
}

/** Warns of each `await` after which a task stands that does not wait for it. */
export function warnOfAwaits(cx: Context, awaits: readonly Await[]): void {
  for (const { node, tasks, region, before } of awaits) {
    for (const awaited of tasks) {
      const here = standsFor(awaited, region);
      const free = here && firstFree(here, region.nodes.slice(before));
      if (!free) continue;
      const message = messages.awaitOrdersNothing({ text: excerpt(cx, node), task: free, awaited: nameOf(awaited) });
      warn(cx, node, message, offer(withoutAwait(cx, node)));
      break;
    }
  }
}

/** The first of the later tasks that does not wait for one. They stand in source order, so what a task depends on has been looked at before it. */
function firstFree(awaited: RegionNode, later: readonly RegionNode[]): string | undefined {
  const waiting = new Set([awaited]);
  const free = later.find((node) => {
    const waits = dependencies(node).some((one) => {
      const here = standsFor(one, node.region);
      return here !== undefined && waiting.has(here);
    });
    if (waits) waiting.add(node);
    return !waits && node !== awaited && !isAdded(node);
  });
  return free && nameOf(free);
}

/** A task that the compiler has added: nobody has written it after the `await`. */
const isAdded = (node: RegionNode): boolean => node.kind === "task" && node.component.kind === "keep";

function nameOf(node: RegionNode): string {
  if (node.kind === "task" || node.kind === "nested") return node.name;
  for (const region of regionsOf(node)) for (const call of callsIn(region)) return call.name;
  return node.kind;
}

/** What a node waits for, and what the nodes in it wait for. */
function dependencies(node: RegionNode): RegionNode[] {
  const own: Value[] = [];
  if (node.kind === "task" || node.kind === "nested") own.push(...node.arguments.values());
  if (node.kind === "branches") own.push(...node.arms.flatMap((arm) => arm.condition?.operands ?? []));
  if (node.kind === "loop") own.push(node.items);
  const inner = regionsOf(node).flatMap((region) => region.nodes.flatMap(dependencies));
  return [...node.after, ...own.flatMap(producers), ...inner];
}
