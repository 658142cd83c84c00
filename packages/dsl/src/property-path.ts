/** How messages name a property: `of.key`, or `of["odd key"]` where the key is no identifier; of nothing, the key itself. */
export function propertyPath(of: string, key: string): string {
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key)) return `${of}[${JSON.stringify(key)}]`;
  return of === "" ? key : `${of}.${key}`;
}
