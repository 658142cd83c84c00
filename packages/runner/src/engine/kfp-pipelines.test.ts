import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readDocument } from "@typeline/ir";
import { describe, expect, test } from "vitest";
import { Planned } from "./samples/planned.ts";
import { COUNTS } from "./samples/stubs.ts";

const folder = fileURLToPath(new URL("../../../../../shared/conformance/kfp/", import.meta.url));
const isHere = existsSync(folder);
const files = (isHere ? ["valid", "kubernetes_platform", "argo_compatibility"] : []).flatMap((part) =>
  (readdirSync(folder + part, { recursive: true }) as string[])
    .filter((name) => /\.(yaml|json)$/.test(name))
    .sort()
    .map((name) => `${part}/${name}`),
);

/** Runs of each file, with other values each; the numbers are the same in every run of the tests. */
const RUNS = 80;

test.skipIf(isHere)("KFP's compiled pipelines are not in ../shared/conformance: their tests are skipped", () => {});

describe.skipIf(!isHere)("KFP's compiled pipelines, with stand-ins for their containers", () => {
  test("there are some", () => expect(files.length).toBeGreaterThan(100));

  test.each(files)("%s comes to its end, in every branch", (file) => {
    const planned = new Planned(readDocument(readFileSync(folder + file, "utf8"), file).document!);
    for (let seed = 1; seed <= RUNS; seed++) {
      const { state, message } = planned.run(seed, { failing: false });
      expect({ seed, state, message }).toEqual({ seed, state: "SUCCEEDED", message: undefined });
    }
    expect([...planned.tasks].filter((task) => !planned.ran.has(task))).toEqual([]);
    expect([...planned.conditional].filter((task) => !planned.skipped.has(task))).toEqual([]);
    for (const [loop, counts] of planned.loops()) expect({ loop, counts }).toEqual({ loop, counts: COUNTS });
  });

  test.each(files)("%s comes to its end where tasks fail", (file) => {
    const planned = new Planned(readDocument(readFileSync(folder + file, "utf8"), file).document!);
    const states = new Set<string>();
    for (let seed = 1; seed <= RUNS; seed++) states.add(planned.run(seed, { failing: true }).state);
    expect(states).toContain("FAILED");
  });
});
