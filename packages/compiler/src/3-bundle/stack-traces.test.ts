import { expect, test } from "vitest";
import { bundleFiles, run } from "./samples/project.ts";

test("a stack trace names the author's files, lines and columns", async () => {
  const { step } = await bundleFiles(
    {
      "lib/check.ts": '/* 💥💥 */ export function check(value: unknown) {\n\n  if (!value) { throw new Error("NOT GIVEN"); }\n}',
      "steps.ts": `import { component } from "@typeline/dsl";
import { check } from "./lib/check.ts";

interface Options { verbose?: boolean }
const é = "💥"; export const step = component(
  async () => {
    const options: Options = {};
    check(options.verbose);
  },
);`,
    },
    "step",
  );
  const { stderr, status } = run(step);
  expect(status).toBe(1);
  expect(stderr).toContain("NOT GIVEN");
  expect(stderr).toMatch(/lib\/check\.ts:3:23/);
  expect(stderr).toMatch(/steps\.ts:8:5/);
});
