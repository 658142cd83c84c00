import { messages } from "@typeline/diagnostics";
import { type Identifier, type Node, type PropertyAccessExpression, SyntaxKind } from "../1-read/syntax.ts";
import { assembled, asTree } from "./arguments.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { collect, collectFlat } from "./gathering.ts";
import { mayNotBeThere } from "./missing.ts";
import { enclosing, type LoopNode, type Region } from "./regions.ts";
import { meaningIn, type Scope } from "./scope.ts";
import { Gathered, isPoisoned, kindOf, type Meaning, Missing, poison, Rec, Spread, Sym, typeOf } from "./values.ts";
import { isWithin } from "./visibility.ts";

/**
 * Arrays, objects, `Map`s and `Set`s that the body makes are known, and can be changed where they are made. Where a run may not come, or
 * comes several times, a change would say something that does not happen; but `push` in a loop gathers.
 */
export type Container = Meaning[] | Rec | Map<Meaning, Meaning> | Set<Meaning>;

export function isContainer(meaning: Meaning): meaning is Container {
  return Array.isArray(meaning) || meaning instanceof Rec || meaning instanceof Map || meaning instanceof Set;
}

/** Notes where a container is made. */
export function own<M extends Meaning>(cx: Context, meaning: M): M {
  if (isContainer(meaning) && !cx.births.has(meaning)) cx.births.set(meaning, cx.graph?.region ?? MODULE);
  return meaning;
}

/** The place of what a module's top level makes. */
const MODULE = "module";
export type Birthplace = Region | typeof MODULE;

/** The region that a statement belongs to for good: the body of a `try … finally` is run like what stands around it. */
function anchor(region: Region): Region {
  let at = region;
  while (at.within?.node.kind === "finally" && at.within.role === "body") at = at.within.node.region;
  return at;
}

/** Whether a container may be changed here; else that is reported. */
export function mayChange(cx: Context, container: Container, at: Node): boolean {
  own(cx, container);
  const birth = cx.births.get(container);
  const region = cx.graph?.region;
  if (!region) return birth === MODULE;
  if (birth !== undefined && birth !== MODULE && anchor(birth) === anchor(region)) return true;
  const where = birth === MODULE ? "outside of the pipeline" : "before a part that may not run, or runs several times";
  fail(cx, at, messages.changedElsewhere({ text: excerpt(cx, at), where }));
  // What it holds now is not what the source says: who reads it hears nothing more.
  if (Array.isArray(container)) container.push(poison);
  return false;
}

/** `list.push(value)` in a loop, on a list made outside of it: the list of what the iterations give. `false` if it is an ordinary change. */
export function gatherInto(cx: Context, list: Meaning[], values: readonly Meaning[], at: Node): boolean {
  const region = cx.graph?.region;
  const birth = cx.births.get(list);
  if (!region || birth === undefined || birth === MODULE || anchor(birth) === anchor(region)) return false;
  const loops = loopsBetween(region, birth);
  const [loop] = loops;
  if (!loop) return false;
  const [value] = values;
  if (values.length !== 1) {
    const where = "outside of the loop, and only one value can be gathered by a `push`";
    fail(cx, at, messages.changedElsewhere({ text: excerpt(cx, at), where }));
    return true;
  }
  if (loops.length > 1 && !(value instanceof Sym && value.type.kind === "artifact") && !isPoisoned(value)) {
    const where =
      "outside of both loops, and only artifacts are gathered through several: of values, gather lists and join them in a component";
    fail(cx, at, messages.changedElsewhere({ text: excerpt(cx, at), where }));
    list.push(poison);
    return true;
  }
  if (list.some((item) => item instanceof Spread && item.gathered.loop === loops.at(-1))) {
    fail(cx, at, messages.gatheredTwice({ text: excerpt(cx, at) }), { related: [{ location: loop.source, message: "in this loop" }] });
    return true;
  }
  let gathered = new Gathered(loop, value, undefined, (one) => collect(cx, one, at, region));
  for (const outer of loops.slice(1)) gathered = new Gathered(outer, gathered, undefined, (one) => collectFlat(one, at));
  list.push(isPoisoned(value) ? poison : new Spread(gathered));
  return true;
}

/** The loops from a region out to where a list was made, the innermost first; between them only branches. None if there is more. */
function loopsBetween(region: Region, birth: Region): LoopNode[] {
  const loops: LoopNode[] = [];
  for (const { within } of enclosing(region)) {
    if (within?.node.kind === "loop") {
      loops.push(within.node);
      if (anchor(within.node.region) === anchor(birth)) return loops;
    } else if (within && within.node.kind !== "branches" && !(within.node.kind === "finally" && within.role === "body")) return [];
  }
  return [];
}

/** What a name or a property stands for, where it is read. */
export function asRead(cx: Context, meaning: Meaning, at: Node): Meaning {
  return meaning instanceof Missing ? mayNotBeThere(cx, at, meaning) : settled(cx, meaning, at);
}

/** A list that loops have pushed to, as it is read: what was gathered, alone or among others. */
function settled(cx: Context, meaning: Meaning, at: Node): Meaning {
  if (!Array.isArray(meaning) || !meaning.some((item) => item instanceof Spread)) return meaning;
  const region = cx.graph?.region;
  const open = meaning.find((item) => item instanceof Spread && region && isWithin(region, item.gathered.loop.body)) as Spread | undefined;
  if (open) {
    const related = [{ location: open.gathered.loop.source, message: "the loop that gathers it" }];
    return fail(cx, at, messages.readWhileGathered({ text: excerpt(cx, at) }), { related });
  }
  const [first] = meaning;
  if (meaning.length === 1 && first instanceof Spread) return first.gathered;
  const [tree, type] = [asTree(meaning), typeOf(meaning)];
  if (!tree || !type)
    return isPoisoned(meaning) ? poison : fail(cx, at, messages.notAValue({ text: excerpt(cx, at), kind: kindOf(meaning) }));
  return assembled(tree, type, at);
}

/** What is to be changed in its place: not as it is read. */
export function changing(cx: Context, node: Node, scope: Scope): Meaning {
  if (node.kind === SyntaxKind.Identifier) {
    const binding = scope.find((node as Identifier).text);
    if (binding && !binding.unset) return meaningIn(binding);
  }
  if (node.kind === SyntaxKind.PropertyAccessExpression) {
    const { expression, name } = node as PropertyAccessExpression;
    const of = changing(cx, expression, scope);
    if (of instanceof Rec && of.fields.has(name.text)) return of.fields.get(name.text);
  }
  if (node.kind === SyntaxKind.NonNullExpression || node.kind === SyntaxKind.ParenthesizedExpression)
    return changing(cx, (node as unknown as { expression: Node }).expression, scope);
  return evaluate(cx, node, scope);
}
