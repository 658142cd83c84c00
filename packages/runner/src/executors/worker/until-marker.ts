/** Hands on what a stream carries, up to a marker, which itself is left out. */
export class UntilMarker {
  readonly #end: Buffer;
  readonly #output: (bytes: Uint8Array) => void;
  readonly #done: () => void;
  #held: Buffer = Buffer.alloc(0);

  /** @param done called when the marker has come */
  constructor(marker: string, output: (bytes: Uint8Array) => void, done: () => void) {
    this.#end = Buffer.from(marker);
    this.#output = output;
    this.#done = done;
  }

  take(chunk: Buffer): void {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    const at = bytes.indexOf(this.#end);
    const upTo = at >= 0 ? at : this.#beginOfMarker(bytes);
    if (upTo > 0) this.#output(bytes.subarray(0, upTo));
    this.#held = at >= 0 ? Buffer.alloc(0) : Buffer.from(bytes.subarray(upTo));
    if (at >= 0) this.#done();
  }

  /** What has not been handed on, since it might have been the beginning of the marker. */
  flush(): void {
    if (this.#held.length > 0) this.#output(this.#held);
    this.#held = Buffer.alloc(0);
  }

  #beginOfMarker(bytes: Buffer): number {
    const zero = bytes.lastIndexOf(0);
    if (zero < 0) return bytes.length;
    const rest = bytes.subarray(zero);
    return rest.length < this.#end.length && this.#end.subarray(0, rest.length).equals(rest) ? zero : bytes.length;
  }
}
