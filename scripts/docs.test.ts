import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const markdownIn = (folder: string, deep: boolean): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return deep && !/^(?:node_modules|dist)$/.test(entry.name) ? markdownIn(path, true) : [];
    return entry.name.endsWith(".md") ? [path] : [];
  });
const pages = [...markdownIn(".", false), ...markdownIn("docs", true), ...markdownIn("examples", true)];

/** Headings as GitHub links to them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

test.each(pages)("every link in %s leads somewhere", (page) => {
  const text = readFileSync(join(root, page), "utf8").replaceAll(/^```.*?^```/gms, "");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
  const broken = links.filter((target) => {
    const [path, anchor] = target.split("#");
    const file = path ? join(root, dirname(page), path) : join(root, page);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(file, "utf8")).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test("every script that the README and CONTRIBUTING name exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const text = ["README.md", "CONTRIBUTING.md"].map((page) => readFileSync(join(root, page), "utf8")).join("\n");
  const named = new Set([...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!));
  expect(named.size).toBeGreaterThan(3);
  expect([...named].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

/** What the examples of the documentation import. */
const SURROUNDINGS = {
  "package.json": JSON.stringify({ type: "module" }),
  "tsconfig.json": readFileSync(join(root, "examples/hello/tsconfig.json"), "utf8"),
  "regression.ts": `
    export interface Row { x: number; y: number }
    export const fit = (rows: Row[], epochs: number): number[] => [rows.length, epochs];
    export const score = (weights: number[], rows: Row[]): number => weights.length / rows.length;`,
  "data.ts": `
    import { component, Dataset, type Int } from "@typeline/dsl";
    import type { Row } from "./regression.ts";
    export const load = component(({ rows }: { rows: Int }) => Dataset.json(Array.from({ length: rows }, (_, x): Row => ({ x, y: x }))));`,
  "components.ts": `
    import { component, Dataset, type Int, Model } from "@typeline/dsl";
    export const load = component(({ rows }: { rows: Int }) => Dataset.json([rows]));
    export const split = component(({ data, seed }: { data: Dataset<number[]>; seed: Int }) => ({ fit: data, held: Dataset.json([seed]) }));
    export const train = component(({ data, test }: { data: Dataset<number[]>; test: Dataset<number[]> }) =>
      ({ model: Model.text(data.uri), accuracy: test.uri.length }));`,
};

/** The examples that are whole files, with the pipeline that each holds. */
const examples = ["README.md", "docs/language.md"].flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n(import .*?)^```/gms)].map(([, example]) => ({
    page,
    example: example!,
    name: /export const (\w+) = pipeline/.exec(example!)![1]!,
  })),
);

test("the README and the page of the language begin with examples, and control flow has one", () => {
  expect(examples.map(({ page, name }) => `${page} ${name}`)).toEqual([
    "README.md training",
    "docs/language.md training",
    "docs/language.md release",
  ]);
});

test.each(examples)("the example $name of $page compiles", ({ example, name }) => {
  const folder = mkdtempSync(join(tmpdir(), "typeline-docs-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [name, text] of Object.entries({ ...SURROUNDINGS, "pipeline.ts": example })) writeFileSync(join(folder, name), text);
    const cli = join(root, "packages/cli/bin/typeline.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "compile", "pipeline.ts", "-o", "-"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).not.toMatch(/error|warning/);
    expect(status).toBe(0);
    expect(stdout).toContain(`# Name: ${name}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
