/**
 * A text as a literal of Argo's expression language. Braces are escaped: Argo's tags begin at the first `{{` and end at the first `}}`,
 * wherever they stand.
 */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).replaceAll("{", "\\u007b").replaceAll("}", "\\u007d");
  return escaped.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** A name in `tasks['name']` and its like; such names have no character that needs an escape. */
export const key = (name: string): string => `['${name}']`;
