import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createReader } from "./reader.ts";
import { TSCONFIG, temporaryProject } from "./samples/temporary-project.ts";
import { startTypeScript } from "./typescript-process.ts";

const files = {
  "tsconfig.json": TSCONFIG,
  "a.ts": "export const a: string = 1;",
  "other/tsconfig.json": TSCONFIG,
  "other/b.ts": "export const b: number = '1';",
};

/** The codes of type errors in a file, where the project of another one was opened ahead. */
function codesAfter(ahead: readonly string[], wait: () => Promise<unknown>, path: string): Promise<string[]> {
  const root = temporaryProject(files);
  const typescript = startTypeScript(root);
  typescript!.openAhead(ahead.map((file) => join(root, file)));
  const reader = createReader(root, typescript);
  onTestFinished(() => reader.close());
  return wait().then(() => {
    const program = reader.open([join(root, path)], () => {});
    return program!.typeErrors([join(root, path)]).map(({ code }) => code);
  });
}

const atOnce = async () => {};
/** Longer than TypeScript takes: its answers are there. */
const later = () => sleep(500);

test.each([
  ["at once", atOnce],
  ["when they have come", later],
])("the answers to what was sent ahead are read, %s", async (_when, wait) => {
  expect(await codesAfter(["a.ts"], wait, "a.ts")).toEqual(["TS2322"]);
});

test.each([
  ["another project", ["other/b.ts"]],
  ["more projects", ["a.ts", "other/b.ts"]],
  ["a file that is not there", ["missing/c.ts"]],
])("where %s was opened ahead, the right one is read", async (_what, ahead) => {
  expect(await codesAfter(ahead, later, "a.ts")).toEqual(["TS2322"]);
});

test("what was opened ahead may never be read", async () => {
  const root = temporaryProject(files);
  const typescript = startTypeScript(root)!;
  typescript.openAhead([join(root, "a.ts")]);
  const reader = createReader(root, typescript);
  expect(reader.open([join(root, "missing.ts")], () => {})).toBeUndefined();
  reader.close();
});
