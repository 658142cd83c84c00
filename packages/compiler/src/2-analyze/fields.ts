/** The fields of an object: keys that are indexes come first, by number (ECMAScript, `OrdinaryOwnPropertyKeys`). */
export class Fields<Value> extends Map<string, Value> {
  #hasIndexes = false;
  constructor(fields: Iterable<readonly [string, Value]>) {
    super();
    for (const [key, value] of fields) this.set(key, value);
  }

  override set(key: string, value: Value): this {
    this.#hasIndexes ||= isIndex(key);
    return super.set(key, value);
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override entries(): MapIterator<[string, Value]> {
    if (!this.#hasIndexes) return super.entries();
    const all = [...super.entries()];
    const indexes = all.filter(([key]) => isIndex(key)).sort(([a], [b]) => Number(a) - Number(b));
    return new Map([...indexes, ...all]).entries();
  }

  override keys(): MapIterator<string> {
    return this.#hasIndexes ? new Map(this.entries()).keys() : super.keys();
  }

  override values(): MapIterator<Value> {
    return this.#hasIndexes ? new Map(this.entries()).values() : super.values();
  }
}

/** Whether a key is an index of an array: what JavaScript puts first. */
function isIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
