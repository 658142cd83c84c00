import { tag } from "./wire.ts";

/**
 * The variable that holds `{`. A text of a container may say `{{` (a template, an f-string), and Argo would take it for a tag of its own,
 * in every pass that it makes over the pod. So all but the last of several braces are written as a reference, which the kubelet replaces when the
 * container starts, after Argo has done all of its work.
 */
export const BRACE = "TYPELINE_BRACE";

/** A text for a container's `command`, `args` or `env`, made of fixed parts and of parts that the workflow computes. */
export type Part =
  | { readonly kind: "fixed"; readonly text: string }
  /** Already JSON text of the wire, or else free of braces and dollars. */
  | { readonly kind: "safe"; readonly code: string }
  /** Any text: the expression's result is data. */
  | { readonly kind: "data"; readonly code: string };

export const fixed = (text: string): Part => ({ kind: "fixed", text });
export const safe = (code: string): Part => ({ kind: "safe", code });
export const data = (code: string): Part => ({ kind: "data", code });

/** Whether a text refers to {@link BRACE}. */
export const usesBrace = (text: string): boolean => text.includes(`$(${BRACE})`);

/** The parts as one text: what comes out in the container is exactly what the parts say. */
export function joined(parts: readonly Part[]): string {
  return merged(parts)
    .map((part, index, all) => {
      if (part.kind === "safe") return tag(part.code);
      if (part.kind === "data") return tag(`replace(replace(${part.code}, "$", "$$"), "\\u007b", "$(${BRACE})")`);
      return protectedText(part.text, all[index + 1] !== undefined);
    })
    .join("");
}

/** A text without parts that the workflow computes. */
export const protectFixed = (text: string): string => joined([fixed(text)]);

/** Neighbouring fixed parts are one. */
function merged(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === "fixed" && last?.kind === "fixed") result[result.length - 1] = fixed(last.text + part.text);
    else if (part.kind !== "fixed" || part.text !== "") result.push(part);
  }
  return result;
}

/** `$$` is a dollar to the kubelet, and an odd one before what is inserted would take its first sign. */
function protectedText(text: string, tagFollows: boolean): string {
  const even = (dollars: string) => (dollars.length % 2 === 1 ? `${dollars}$` : dollars);
  const braces = text.replaceAll(tagFollows ? /(\$*)\{(?=\{|$)/g : /(\$*)\{(?=\{)/g, (_, dollars: string) => `${even(dollars)}$(${BRACE})`);
  return tagFollows ? braces.replace(/\$+$/, even) : braces;
}
