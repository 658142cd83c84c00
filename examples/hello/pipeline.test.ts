import { expect, test } from "vitest";
import { greet, shout } from "./pipeline.ts";

test("a component is a function that a test can run", async () => {
  expect(await greet.run({ name: "Ada" })).toBe("Hello, Ada!");
});

test("an input that is left out takes its default", async () => {
  expect(await shout.run({ text: "hello" })).toBe("HELLO!");
  expect(await shout.run({ text: "hello", marks: 3 })).toBe("HELLO!!!");
});
