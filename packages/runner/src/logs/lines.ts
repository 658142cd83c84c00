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
    this.#rest = this.#rest.slice(this.#takeLines());
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

  /** Hands on the lines that are whole. @returns where the rest begins */
  #takeLines(): number {
    const rest = this.#rest;
    let start = 0;
    let [newline, carriage] = [rest.indexOf("\n"), rest.indexOf("\r")];
    // A carriage return at the very end may be the first half of a line's end.
    while (newline >= 0 || (carriage >= 0 && carriage < rest.length - 1)) {
      const isCarriage = carriage >= 0 && carriage < rest.length - 1 && (newline < 0 || carriage < newline);
      const at = isCarriage ? carriage : newline;
      this.#take(rest.slice(start, at));
      start = isCarriage && newline === at + 1 ? at + 2 : at + 1;
      // Each is looked for once: what is far away is not looked for again at each line.
      if (newline >= 0 && newline < start) newline = rest.indexOf("\n", start);
      if (carriage >= 0 && carriage < start) carriage = rest.indexOf("\r", start);
    }
    return start;
  }
}

const isHighSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
