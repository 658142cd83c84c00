import { expect, test } from "vitest";
import { wantsColor } from "./palette.ts";

test.each([
  ["a terminal has colours", { isTTY: true, env: {} }, true],
  ["a pipe has none", { isTTY: false, env: {} }, false],
  ["--no-color wins over everything", { isTTY: true, noColor: true, env: { FORCE_COLOR: "1" } }, false],
  ["NO_COLOR wins over a terminal", { isTTY: true, env: { NO_COLOR: "1" } }, false],
  ["NO_COLOR that is empty says nothing", { isTTY: true, env: { NO_COLOR: "" } }, true],
  ["FORCE_COLOR colours a pipe", { isTTY: false, env: { FORCE_COLOR: "1" } }, true],
  ["FORCE_COLOR=0 takes the colours of a terminal", { isTTY: true, env: { FORCE_COLOR: "0" } }, false],
  ["a dumb terminal has none", { isTTY: true, env: { TERM: "dumb" } }, false],
  ["CI has none", { isTTY: true, env: { CI: "true" } }, false],
])("%s", (_name, setting, expected) => {
  expect(wantsColor(setting)).toBe(expected);
});
