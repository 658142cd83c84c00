import { StringDecoder } from "node:string_decoder";

/** Characters of a line after which it is cut in two. */
const LONGEST = 65_536;

/** Cuts what a stream carries into lines. Bytes that are no UTF-8 become `�`; a carriage return ends a line too, as progress bars use it. */
export class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #take: (line: string) => void;
  #rest = "";

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  push(bytes: Uint8Array): void {
    this.#rest += this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    let start = 0;
    for (let at = this.#next(start); at >= 0; at = this.#next(start)) {
      this.#take(this.#rest.slice(start, at));
      start = this.#rest.startsWith("\r\n", at) ? at + 2 : at + 1;
    }
    this.#rest = this.#rest.slice(start);
    while (this.#rest.length > LONGEST) {
      this.#take(this.#rest.slice(0, LONGEST));
      this.#rest = this.#rest.slice(LONGEST);
    }
  }

  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (rest !== "") this.#take(rest);
  }

  #next(start: number): number {
    const newline = this.#rest.indexOf("\n", start);
    const carriage = this.#rest.slice(0, newline < 0 ? undefined : newline).indexOf("\r", start);
    // One at the very end may be the first half of a line's end.
    return carriage >= 0 && carriage < this.#rest.length - 1 ? carriage : newline;
  }
}
