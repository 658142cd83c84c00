/** What is said of something that is not the same on both engines; nothing where it is. The order of keys means nothing. */
export function differing(what: string, argo: unknown, local: unknown): string[] {
  return equal(argo, local) ? [] : [`${what}:\n  on Argo: ${JSON.stringify(argo)}\n  locally: ${JSON.stringify(local)}`];
}

function equal(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  if (keys.length !== others.length || Array.isArray(one) !== Array.isArray(other)) return false;
  return keys.every((key) => Object.hasOwn(other, key) && equal(one[key as never], other[key as never]));
}
