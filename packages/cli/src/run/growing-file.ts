import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** A text file that may still be written to. */
export interface GrowingFile {
  /** Gives the whole lines that have come since. A file of any size is read in pieces. */
  read(line: (text: string) => void): void;
  /** Gives what stands after the last line end. */
  end(line: (text: string) => void): void;
}

const PIECE = 256 * 1024;

/** @param file one that is not there has no lines yet */
export function followFile(file: string): GrowingFile {
  const decoder = new StringDecoder("utf8");
  let position = 0;
  let rest = "";
  return {
    read(line) {
      const descriptor = open(file);
      if (descriptor === undefined) return;
      try {
        const piece = Buffer.allocUnsafe(PIECE);
        for (let count: number; (count = readSync(descriptor, piece, 0, PIECE, position)) > 0; position += count) {
          const lines = (rest + decoder.write(piece.subarray(0, count))).split("\n");
          rest = lines.pop()!;
          lines.forEach(line);
        }
      } finally {
        closeSync(descriptor);
      }
    },
    end(line) {
      rest += decoder.end();
      if (rest !== "") line(rest);
      rest = "";
    },
  };
}

function open(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch {
    return undefined;
  }
}
