import fc from "fast-check";
import { expect, test } from "vitest";
import type { Bundle } from "./bundle.ts";
import { ASSUMED_ITERATIONS, estimate, type StoredCommand } from "./estimate.ts";
import { bundleFiles } from "./samples/project.ts";

const LOCATION = { file: "/steps.ts", line: 1, column: 1, endLine: 1, endColumn: 2 };

/** A command of a component whose imports take these KiB of it, besides the runtime's 6. */
function command(component: string, kib: number, tasks = 1): StoredCommand {
  const bundle: Bundle = {
    code: "",
    digest: "",
    encoded: "x".repeat((kib + 6) * 1024),
    map: "",
    weights: [
      { name: "zod", bytes: kib * 2048 },
      { name: "@typeline/runtime", bytes: 6 * 2048 },
    ],
    inputs: [],
  };
  return { component, words: [bundle.encoded], tasks, bundle, location: LOCATION };
}

test("a component without imports of weight never warns, in however many tasks", async () => {
  const { step } = await bundleFiles(
    {
      "steps.ts":
        'import { component, Dataset } from "@typeline/dsl";\nexport const step = component(async () => ({ d: Dataset.json([1]) }));',
    },
    "step",
  );
  expect(estimate([{ component: "step", words: [], tasks: 1000, bundle: step, location: LOCATION }])).toEqual([]);
});

test("a warning begins above 8 KiB of imports, and names them", () => {
  expect(estimate([command("light", 8)])).toEqual([]);
  const [warning, ...more] = estimate([command("light", 1), command("heavy", 9)]);
  expect(more).toEqual([]);
  expect(warning).toMatchObject({ location: LOCATION, message: { code: "TL1310", severity: "warning" } });
  expect(warning!.message.message).toBe("`heavy` carries 9 KiB of imports into the pipeline: `zod` (18 KiB minified).");
});

test("an error begins above 900 KiB for all tasks together, four times each", () => {
  expect(estimate([command("step", 15, 15)]).map(({ message }) => message.code)).toEqual(["TL1310"]);
  const [error, ...more] = estimate([command("step", 15, 15), command("other", 9)]);
  expect(more).toEqual([]);
  expect(error!.message).toMatchObject({
    code: "TL1311",
    severity: "error",
    message:
      "The tasks of this pipeline carry too much code for one run: about 936 KiB would be stored, and 900 KiB is the most. The heaviest: `zod` (30 KiB minified).",
  });
});

test("small steps are not refused, however many there are", () => {
  expect(estimate([command("step", 8, 10_000)])).toEqual([]);
});

test("containers carry no bundle, and count nothing", () => {
  expect(
    estimate([{ component: "sh", words: ["x".repeat(1e6)], tasks: ASSUMED_ITERATIONS, bundle: undefined, location: LOCATION }]),
  ).toEqual([]);
});

test("more tasks or more imports never store less", () => {
  const severity = (kib: number, tasks: number) =>
    ["TL1310", "TL1311"].indexOf(estimate([command("step", kib, tasks)])[0]?.message.code ?? "");
  const size = fc.nat(200);
  fc.assert(
    fc.property(
      size,
      size,
      size,
      size,
      (kib, tasks, moreKib, moreTasks) => severity(kib, tasks) <= severity(kib + moreKib, tasks + moreTasks),
    ),
  );
});
