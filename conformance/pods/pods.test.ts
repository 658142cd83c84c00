import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readPipeline } from "../argo-controller/pipelines.ts";
import { podsOf } from "./count.ts";
import { areHere, runsOnKfp, section } from "./section.ts";

const page = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const [begin, end] = ["<!-- what follows is counted by conformance/pods -->\n", "<!-- until here -->\n"];

test.skipIf(areHere)("KFP's compiled pipelines are not in ../shared/conformance: their pods are not counted", () => {});

test.skipIf(!areHere).each(runsOnKfp)("pods of $pipeline: $onKfp.run", (one) => {
  const { ours, drivers, executors } = podsOf(readPipeline(one.pipeline), one);
  expect({ ours, kfps: drivers + executors }).toEqual({ ours: one.containers, kfps: one.onKfp.pods });
});

test("there are runs of at least ten pipelines", () => {
  expect(new Set(runsOnKfp.map(({ pipeline }) => pipeline)).size).toBeGreaterThanOrEqual(10);
});

test.skipIf(!areHere)("the table of pods in docs/benchmarks.md is what is counted", () => {
  const text = readFileSync(page, "utf8");
  const [before, rest = ""] = text.split(begin);
  const [, after] = rest.split(end);
  const fresh = `${before}${begin}${section()}\n${end}${after}`;
  if (process.env["UPDATE"] === "1") writeFileSync(page, fresh);
  else expect(text).toBe(fresh);
});
