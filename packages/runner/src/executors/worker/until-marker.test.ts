import fc from "fast-check";
import { expect, test } from "vitest";
import { UntilMarker } from "./until-marker.ts";

const MARKER = "\0typeline 123 4\n";

/** What is handed on of these chunks, and how often the marker has come. */
function taken(chunks: readonly Buffer[], marker = MARKER) {
  const output: Buffer[] = [];
  let done = 0;
  const until = new UntilMarker(
    marker,
    (bytes) => output.push(Buffer.from(bytes)),
    () => done++,
  );
  for (const chunk of chunks) until.take(chunk);
  const before = Buffer.concat(output);
  until.flush();
  return { before, all: Buffer.concat(output), done };
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** Bytes with zeros, beginnings of markers, and anything else. */
const noise = fc
  .array(
    fc.oneof(
      fc.constant(Buffer.from("\0")),
      fc.nat({ max: MARKER.length - 1 }).map((length) => Buffer.from(MARKER.slice(0, length))),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.concat(parts))
  .filter((bytes) => !bytes.includes(MARKER));
const places = fc.array(fc.nat(), { maxLength: 12 });

test("however the bytes come, all up to the marker is handed on, and nothing of it", () => {
  fc.assert(
    fc.property(noise, places, (bytes, at) => {
      // A marker that begins earlier than the one that was written is the task's doing.
      const whole = Buffer.concat([bytes, Buffer.from(MARKER)]);
      fc.pre(whole.indexOf(MARKER) === bytes.length);
      expect(taken(cut(whole, at))).toEqual({ before: bytes, all: bytes, done: 1 });
    }),
    { numRuns: 2000 },
  );
});

test("without a marker, all is handed on in the end, and at once but for what may begin one", () => {
  fc.assert(
    fc.property(noise, places, (bytes, at) => {
      const { before, all, done } = taken(cut(bytes, at));
      expect([all, done]).toEqual([bytes, 0]);
      const held = bytes.subarray(before.length);
      expect(MARKER.startsWith(held.toString("latin1"))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("the marker of another task is output like any other", () => {
  const other = Buffer.from("\0typeline 123 3\n");
  expect(taken([other, Buffer.from(MARKER)]).all).toEqual(other);
});
