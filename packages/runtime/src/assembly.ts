/** JSON, as it travels in the IR. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * How an argument is put together inside the consuming component (the IR cannot carry a template or list of several symbolic
 * values). The compiler prints these nodes in the constant input `typeline--arguments`; the runtime builds the value from them, with
 * JavaScript's own meaning, before the component's function is called. Each symbolic leaf is an input of its own.
 */
export type Assembly = AssemblyOf<ParameterLeaf | ArtifactLeaf>;

/** The value of an input parameter of this name, `undefined` if it is absent. */
export interface ParameterLeaf {
  readonly p: string;
}
/** The artifact of this input; with `many`, its list of artifacts: the engine's form of a list with one item is that of the item. */
export interface ArtifactLeaf {
  readonly a: string;
  readonly many?: true;
}

/** The nodes over any kind of leaf: the compiler builds them over its symbolic values. */
export type AssemblyOf<Leaf> =
  | Leaf
  /** A constant. */
  | { readonly value: Json }
  /** The constant `undefined`. */
  | { readonly undefined: true }
  /** A template literal: strings and values, joined by `String()`. */
  | { readonly text: readonly AssemblyOf<Leaf>[] }
  | { readonly list: readonly (AssemblyOf<Leaf> | { readonly spread: AssemblyOf<Leaf> })[] }
  /** In source order; a later key wins. */
  | { readonly object: readonly (readonly [key: string, value: AssemblyOf<Leaf>] | { readonly spread: AssemblyOf<Leaf> })[] }
  /** `of[key]`; with `optional`, `of?.[key]`, which ends a chain of fields and methods around it as JavaScript does. Own properties only. */
  | { readonly field: readonly [of: AssemblyOf<Leaf>, key: AssemblyOf<Leaf>]; readonly optional?: true }
  /** `a ?? b` */
  | { readonly or: readonly [AssemblyOf<Leaf>, AssemblyOf<Leaf>] }
  /** `a && b` */
  | { readonly and: readonly [AssemblyOf<Leaf>, AssemblyOf<Leaf>] }
  /** `a || b` */
  | { readonly either: readonly [AssemblyOf<Leaf>, AssemblyOf<Leaf>] }
  /** `test ? then : else` */
  | { readonly if: readonly [test: AssemblyOf<Leaf>, then: AssemblyOf<Leaf>, otherwise: AssemblyOf<Leaf>] }
  /** A unary operator: `-`, `+`, `!`, `~`, `typeof`. */
  | { readonly unary: readonly [operator: string, AssemblyOf<Leaf>] }
  /** A binary operator: arithmetic, comparison, bitwise, `in`. */
  | { readonly binary: readonly [left: AssemblyOf<Leaf>, operator: string, right: AssemblyOf<Leaf>] }
  /** A pure static built-in: `Math.max`, `String`, `Number`, `JSON.stringify`, `Object.keys`… */
  | { readonly call: readonly [name: string, ...arguments: AssemblyOf<Leaf>[]] }
  /** A pure method of a string, number or array: `["toUpperCase", receiver, …arguments]`; with `optional`, `receiver?.toUpperCase(…)`. */
  | { readonly method: readonly [name: string, receiver: AssemblyOf<Leaf>, ...arguments: AssemblyOf<Leaf>[]]; readonly optional?: true };
