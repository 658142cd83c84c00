import { enclosing, type Region, type RegionNode, sourcesOf, type Value } from "./regions.ts";
import { Gathered, type Meaning, Rec, Sym, TaskRef } from "./values.ts";

/** Whether a region is another one, or stands in it at any depth. */
export function isWithin(region: Region, outer: Region): boolean {
  for (const one of enclosing(region)) if (one === outer) return true;
  return false;
}

/** Whether what stands in one region can be read in another: in those inside it, and, of the body of a `try … finally`, after it. */
export function isVisible(made: Region, from: Region): boolean {
  const around = new Set(enclosing(from));
  for (let at = made; ; ) {
    if (around.has(at)) return true;
    const { within } = at;
    if (within?.node.kind !== "finally" || within.role !== "body" || around.has(within.node.cleanup)) return false;
    at = within.node.region;
  }
}

/** The groups whose parts a value is made of, and the nodes that make it, as regions: where it can be read. */
export function homesOf(value: Value): Region[] {
  return sourcesOf(value).flatMap((source) => {
    if (source.kind === "output") return [source.of.region];
    if (source.kind === "item") return [source.of.body];
    return source.kind === "status" ? [source.of.kind === "finally" ? source.of.cleanup : source.of.handler] : [];
  });
}

/** Whether every part of a value can be read in a region. */
export function canRead(value: Value, from: Region): boolean {
  return homesOf(value).every((home) => isVisible(home, from));
}

/** Whether a part of a value is made inside a region. */
export function isMadeIn(value: Value, region: Region): boolean {
  return homesOf(value).some((home) => isWithin(home, region));
}

/** Whether a meaning, or something that it holds, is made inside a region. */
export function holdsMadeIn(meaning: Meaning, region: Region): boolean {
  if (meaning instanceof Sym) return isMadeIn(meaning.value, region);
  if (meaning instanceof TaskRef) return meaning.of.some((node) => isWithin(node.region, region));
  if (meaning instanceof Gathered) return isWithin(meaning.loop.region, region);
  if (Array.isArray(meaning)) return meaning.some((item) => holdsMadeIn(item, region));
  return meaning instanceof Rec && [...meaning.fields.values()].some((item) => holdsMadeIn(item, region));
}

/** The node of a region that is a node itself or holds it at any depth; `undefined` if the node stands elsewhere. */
export function standsFor(node: RegionNode, region: Region): RegionNode | undefined {
  for (let at = node; ; ) {
    if (at.region === region) return at;
    const { within } = at.region;
    if (!within) return undefined;
    at = within.node;
  }
}
