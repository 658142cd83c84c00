import type { Tree } from "./regions.ts";
import { type Binding, type Change, meaningOf } from "./scope.ts";
import { type Meaning, Missing } from "./values.ts";

/** How a statement ended, if not by reaching its end; a {@link Split} where only a run knows. */
export type Completion = Exit | Split | undefined;
export type Exit =
  | { readonly kind: "return" /** Joined when it is asked for. */; readonly value: () => Meaning }
  | { readonly kind: "break" | "continue" | "throw" };

/** Several ends, of which a run takes one. */
export interface Split {
  readonly kind: "split";
  readonly ends: readonly End[];
  /** One value of what each end gives; `name` is what it is called. */
  readonly join: (valueAt: (end: End) => Meaning, name?: string) => Meaning;
  /** The variables that some of the ways here change, or ways inside of them. */
  readonly changed: ReadonlySet<Binding>;
}
export interface End {
  /** Whether this end is taken, where the statement has been reached. */
  readonly when: Tree;
  readonly completion: Completion;
  /** What a variable is at this end; `undefined` if none of the ways here changes it. */
  readonly variable: (binding: Binding) => Change | undefined;
}

/** What a way gives that is known not to be taken: it is left out when values are joined. */
export const untaken = new Missing("is never reached", undefined);

/** The value that a function returns which ends so. */
export function returned(completion: Completion): Meaning {
  if (completion?.kind === "return") return completion.value();
  return completion?.kind === "split" ? completion.join((end) => returned(end.completion)) : undefined;
}

/** Whether what follows the statement may be reached. */
export function fallsThrough(completion: Completion): boolean {
  return completion === undefined || (completion.kind === "split" && completion.ends.some((end) => fallsThrough(end.completion)));
}

/** Whether the statement may leave the block that it stands in, other than by a `throw`. */
export function leaves(completion: Completion, kinds: ReadonlySet<Exit["kind"]> = JUMPS): boolean {
  if (completion === undefined) return false;
  return completion.kind === "split" ? completion.ends.some((end) => leaves(end.completion, kinds)) : kinds.has(completion.kind);
}
const JUMPS: ReadonlySet<Exit["kind"]> = new Set(["return", "break", "continue"]);

/** The ways in which the statement may leave its block, each once. */
export function jumpsOf(completion: Completion): ReadonlySet<Exit["kind"]> {
  if (completion?.kind === "split") return new Set(completion.ends.flatMap((end) => [...jumpsOf(end.completion)]));
  return new Set(completion && leaves(completion) ? [completion.kind] : []);
}

/** The question whether the statement leaves its block; `undefined` if it never does. */
export function whenLeft(completion: Split): Tree | undefined {
  const ways = completion.ends.flatMap((end): Tree[] => {
    if (end.completion?.kind !== "split") return leaves(end.completion) ? [end.when] : [];
    const inner = whenLeft(end.completion);
    return inner ? [{ and: [end.when, inner] }] : [];
  });
  return ways.length === 0 ? undefined : ways.reduce((left, right) => ({ either: [left, right] }));
}

/**
 * The value of a variable, joined over the ends of some kinds. What none of the ways of a statement changes is what it was before it;
 * nothing runs after a statement with several ends, so that is what it still is.
 */
export function variableAt(
  { join }: Split,
  binding: Binding,
  isWanted: (completion: Exit | undefined) => boolean,
  before: () => Meaning,
): Meaning {
  return join(({ completion, variable }) => {
    const change = variable(binding);
    const own = () => (change ? meaningOf(change) : before());
    if (completion?.kind === "split") return variableAt(completion, binding, isWanted, own);
    return isWanted(completion) ? own() : untaken;
  }, binding.name);
}

/** The same completion for what is around a construct that takes ends of these kinds: a `switch` a `break`, a loop a `continue` too. */
export function without(completion: Completion, kinds: ReadonlySet<Exit["kind"]>): Completion {
  if (completion === undefined) return undefined;
  if (completion.kind !== "split") return kinds.has(completion.kind) ? undefined : completion;
  const go = (end: End): End => ({ ...end, completion: without(end.completion, kinds) });
  const ends = completion.ends.map(go);
  if (ends.every((end) => end.completion === undefined)) return undefined;
  return { ...completion, ends, join: (valueAt, name) => completion.join((end) => valueAt(go(end)), name) };
}
