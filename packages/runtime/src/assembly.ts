/** JSON, as it travels in the IR. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * How an argument is put together inside the consuming component (the IR cannot carry a template or list of several symbolic
 * values). The compiler prints these nodes in the constant input `typeline--arguments`; the runtime builds the value from them, with
 * JavaScript's own meaning, before the component's function is called. Each symbolic leaf is an input of its own.
 */
export type Assembly =
  /** A constant. */
  | { readonly value: Json }
  /** The constant `undefined`. */
  | { readonly undefined: true }
  /** The value of an input parameter of this name, `undefined` if it is absent. */
  | { readonly p: string }
  /** The artifact (or list of artifacts) of this input. */
  | { readonly a: string }
  /** A template literal: strings and values, joined by `String()`. */
  | { readonly text: readonly Assembly[] }
  | { readonly list: readonly (Assembly | { readonly spread: Assembly })[] }
  /** In source order; a later key wins. */
  | { readonly object: readonly (readonly [key: string, value: Assembly] | { readonly spread: Assembly })[] }
  /** `of[key]`; with `optional`, `of?.[key]`. */
  | { readonly field: readonly [of: Assembly, key: Assembly]; readonly optional?: true }
  /** `a ?? b` */
  | { readonly or: readonly [Assembly, Assembly] }
  /** `a && b` */
  | { readonly and: readonly [Assembly, Assembly] }
  /** `a || b` */
  | { readonly either: readonly [Assembly, Assembly] }
  /** `test ? then : else` */
  | { readonly if: readonly [test: Assembly, then: Assembly, otherwise: Assembly] }
  /** A unary operator: `-`, `+`, `!`, `~`, `typeof`. */
  | { readonly unary: readonly [operator: string, Assembly] }
  /** A binary operator: arithmetic, comparison, bitwise, `in`. */
  | { readonly binary: readonly [left: Assembly, operator: string, right: Assembly] }
  /** A pure static built-in: `Math.max`, `String`, `Number`, `JSON.stringify`, `Object.keys`… */
  | { readonly call: readonly [name: string, ...arguments: Assembly[]] }
  /** A pure method of a string, number or array: `["toUpperCase", receiver, …arguments]`. */
  | { readonly method: readonly [name: string, receiver: Assembly, ...arguments: Assembly[]] };
