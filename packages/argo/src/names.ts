import { createHash } from "node:crypto";
import { createNamer } from "@typeline/ir";

/** Words that mean something in the expressions that Argo makes of `depends`. */
const words = new Set("and or not in let if else nil true false contains matches startsWith endsWith".split(" "));

/** Longest name of a template or task that is written here. Argo takes 128 letters; those of a template are part of its pods' names. */
const longest = 63;

/** The first letters of a SHA-256, in hexadecimal. */
export function shortHash(text: string, length = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** A text of at most so many letters: a longer one is cut, and ends in a hash of the whole. */
export function fitted(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 9).replace(/-+$/, "")}-${shortHash(name)}`;
}

/** A name for a template or a task: letters, digits and `-`, the first a letter (`depends` is an expression). */
export function argoName(name: string): string {
  const clean = name.replaceAll(/[^-a-zA-Z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  const start = /^[a-zA-Z]/.test(clean) && !words.has(clean) ? clean : `t-${clean}`.replace(/-$/, "");
  return fitted(start, longest);
}

/** A name for a parameter or artifact; the IR's own where Argo takes it. */
export function parameterName(name: string): string {
  return /^[-a-zA-Z0-9_]+$/.test(name) ? name : `${name.replaceAll(/[^-a-zA-Z0-9_]+/g, "-")}-${shortHash(name)}`;
}

/** Gives each name of the IR one of Argo's, always the same, no two the same. */
export function argoNames(): (name: string) => string {
  const unique = createNamer();
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const made = unique(argoName(name));
    known.set(name, made);
    return made;
  };
}
