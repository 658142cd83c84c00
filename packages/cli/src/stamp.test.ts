import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createWorld, readFile, type World, writeFiles } from "./samples/world.ts";

const training = "export const training = pipeline(1);\n";

/** Compiles twice, with a change between; says whether the second was a compilation. */
async function compilesAgain(files: Record<string, string>, change: (world: World) => void, ...args: string[]): Promise<boolean> {
  const world = createWorld({ "p/training.ts": training, ...files });
  const command = ["compile", ...(args.length > 0 ? args : ["p"])];
  expect(await world.run(...command)).toMatchObject({ code: 0 });
  const before = world.compilations();
  change(world);
  await world.run(...command);
  return world.compilations() > before;
}

test("nothing changed: nothing is compiled", async () => {
  expect(await compilesAgain({}, () => {})).toBe(false);
});

test.each<[string, (world: World) => void]>([
  ["a source changes", ({ folder }) => writeFiles(folder, { "p/training.ts": "export const training = pipeline(2);\n" })],
  [
    "a source changes within its size and its time",
    ({ folder }) => {
      const { atime, mtime } = statSync(join(folder, "p/training.ts"));
      writeFiles(folder, { "p/training.ts": training.replace("1", "2") });
      utimesSync(join(folder, "p/training.ts"), atime, mtime);
    },
  ],
  ["a module appears beside a source", ({ folder }) => writeFiles(folder, { "p/new.ts": "" })],
  ["a folder appears beside a source", ({ folder }) => mkdirSync(join(folder, "p/new"))],
  ["a module is renamed", ({ folder }) => renameSync(join(folder, "p/lib/steps.ts"), join(folder, "p/lib/other.ts"))],
  ["a tsconfig appears", ({ folder }) => writeFiles(folder, { "tsconfig.json": "{}" })],
  ["a package is installed", ({ folder }) => writeFiles(folder, { "package-lock.json": '{"lockfileVersion":3}' })],
  ["a configuration appears", ({ folder }) => writeFiles(folder, { "typeline.config.ts": "{}" })],
  ["the output is changed", ({ folder }) => writeFiles(folder, { "dist/training.yaml": "x" })],
  ["the output is removed", ({ folder }) => rmSync(join(folder, "dist/training.yaml"))],
  ["a variable that was read changes", ({ env }) => Object.assign(env, { REGION: "west" })],
  ["the tool is another", (world) => Object.assign(world, { identity: "2" })],
  ["the stamp is damaged", ({ folder }) => damageStamps(folder)],
])("%s: it is compiled again", async (_what, change) => {
  expect(await compilesAgain({ "p/lib/steps.ts": "", "p/training.ts": training.replace("1", "ENV 1") }, change)).toBe(true);
});

test.each<[string, (world: World) => void]>([
  ["a source is only touched", ({ folder }) => utimesSync(join(folder, "p/training.ts"), new Date(), new Date())],
  ["a text appears beside a source", ({ folder }) => writeFiles(folder, { "p/README.md": "" })],
  ["a variable that was not read changes", ({ env }) => Object.assign(env, { OTHER: "x" })],
])("%s: nothing is compiled", async (_what, change) => {
  expect(await compilesAgain({}, change)).toBe(false);
});

test("other flags are another compilation", async () => {
  const world = createWorld({ "training.ts": training });
  await world.run("compile", "training.ts");
  await world.run("compile", "training.ts", "--format", "json");
  await world.run("compile", "training.ts", "-o", "other/");
  expect(world.compilations()).toBe(3);
});

test("warnings are shown again", async () => {
  const { run, compilations } = createWorld({ "training.ts": `${training}ODD\n` });
  const first = await run("compile", "training.ts");
  const second = await run("compile", "training.ts");
  expect(compilations()).toBe(1);
  expect(second.stderr).toBe(`${first.stderr.trimEnd()}, unchanged\n`);
  expect(second.stderr).toContain("warning TL9002");
});

test("errors are looked for each time", async () => {
  const { run, compilations } = createWorld({ "training.ts": "BROKEN\n" });
  await run("compile", "training.ts");
  await run("compile", "training.ts");
  expect(compilations()).toBe(2);
});

test("--check after a compilation needs none of its own", async () => {
  const { run, compilations } = createWorld({ "training.ts": training });
  await run("compile", "training.ts");
  expect((await run("compile", "training.ts", "--check")).code).toBe(0);
  expect(compilations()).toBe(1);
});

test("a file that changes during the compilation is not remembered", async () => {
  const world = createWorld({ "training.ts": training });
  // Later than the start that the world's commands have.
  const later = new Date(Date.now() + 5000);
  utimesSync(join(world.folder, "training.ts"), later, later);
  await world.run("compile", "training.ts");
  await world.run("compile", "training.ts");
  expect(world.compilations()).toBe(2);
});

test("stamps stand in node_modules where there is one", async () => {
  const { run, folder } = createWorld({ "training.ts": training, "node_modules/x/package.json": "{}" });
  await run("compile", "training.ts");
  expect(readdirSync(join(folder, "node_modules/.cache/typeline"))).toEqual([expect.stringMatching(/^compile-[0-9a-f]{32}\.json$/)]);
});

test("a cache that cannot be written does not stop a compilation", async () => {
  const { run, folder } = createWorld({ "training.ts": training, ".typeline": "a file" });
  expect((await run("compile", "training.ts")).code).toBe(0);
  expect(readFile(folder, "dist/training.yaml")).toContain("training");
});

function damageStamps(folder: string): void {
  for (const name of readdirSync(join(folder, ".typeline/cache"))) writeFiles(folder, { [`.typeline/cache/${name}`]: "null" });
}
