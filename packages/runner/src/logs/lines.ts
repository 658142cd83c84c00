import { StringDecoder } from "node:string_decoder";
import type { Mask } from "./mask.ts";

/** Characters of a line after which it is cut in two. */
const LONGEST = 65_536;

/** Cuts what a stream carries into lines. Bytes that are no UTF-8 become `�`; a carriage return ends a line too, as progress bars use it. */
export class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #take: (line: string) => void;
  readonly #mask: Mask;
  #rest = "";

  /** @param mask hides what a cut would make two halves of; whole lines are handed on as they are */
  constructor(take: (line: string) => void, mask: Mask) {
    this.#take = take;
    this.#mask = mask;
  }

  push(bytes: Uint8Array): void {
    this.#rest += this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    let start = 0;
    for (let at = this.#next(start); at >= 0; at = this.#next(start)) {
      this.#take(this.#rest.slice(start, at));
      start = this.#rest.startsWith("\r\n", at) ? at + 2 : at + 1;
    }
    this.#rest = this.#rest.slice(start);
    // What begins before the cut and may be a secret has come to its end before it is masked.
    const most = LONGEST + this.#mask.longest;
    if (this.#rest.length > most) this.#rest = this.#mask(this.#rest);
    while (this.#rest.length > most) {
      const at = isHighSurrogate(this.#rest, LONGEST - 1) ? LONGEST - 1 : LONGEST;
      this.#take(this.#rest.slice(0, at));
      this.#rest = this.#rest.slice(at);
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

const isHighSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
