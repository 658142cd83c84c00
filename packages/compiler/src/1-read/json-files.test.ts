import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openProgram } from "./reader.ts";
import { TSCONFIG, temporaryProject } from "./samples/temporary-project.ts";

/** The JSON files of a program of `a.ts`, relative to its folder. */
function jsonFiles(files: Record<string, string>): string[] {
  const root = temporaryProject({ "a.ts": "export {};", ...files });
  const program = openProgram({ cwd: root, files: [join(root, "a.ts")] }, () => {})!;
  onTestFinished(() => program.close());
  return program.jsonFiles.map((path) => relative(root, path)).sort();
}

const extending = (bases: unknown) => JSON.stringify({ ...JSON.parse(TSCONFIG), extends: bases });

test("configurations are followed through what they extend, with and without `.json`, and refer to", () => {
  const found = jsonFiles({
    "tsconfig.json": `// of the project\n{ "extends": ["./one", "./two.json",], /* "extends": "./three" */ "references": [{ "path": "./lib" }] }`,
    "one.json": '{ "extends": "./deep/base.json", "compilerOptions": { "strict": true } }',
    "two.json": "{}",
    "three.json": "{}",
    "deep/base.json": "{}",
    "lib/tsconfig.json": '{ "compilerOptions": { "composite": true }, "files": ["x.ts"] }',
    "lib/x.ts": "export {};",
  });
  expect(found).toEqual(expect.arrayContaining(["deep/base.json", "lib/tsconfig.json", "one.json", "tsconfig.json", "two.json"]));
  expect(found).not.toContain("three.json");
});

test("configurations of installed packages are found by their exports, their `tsconfig.json` or the file that is named", () => {
  const found = jsonFiles({
    "tsconfig.json": extending(["@acme/exporting/strict", "folder", "plain/base"]),
    "node_modules/@acme/exporting/package.json": '{ "exports": { "./strict": "./src/strict.json" } }',
    "node_modules/@acme/exporting/src/strict.json": "{}",
    "node_modules/folder/tsconfig.json": "{}",
    "node_modules/plain/base.json": "{}",
  });
  const installed = ["node_modules/@acme/exporting/src/strict.json", "node_modules/folder/tsconfig.json", "node_modules/plain/base.json"];
  expect(found).toEqual(expect.arrayContaining(installed));
});

test("imported JSON and the manifests around own files are among them; configurations of ours are not", () => {
  const found = jsonFiles({
    "package.json": '{ "type": "module" }',
    "a.ts": 'import data from "./data.json" with { type: "json" };\nimport { b } from "./b/b.ts";\nexport default [data, b];',
    "b/package.json": '{ "type": "module" }',
    "b/b.ts": "export const b = 1;",
    "data.json": "{}",
  });
  expect(found).toEqual(["b/package.json", "data.json", "package.json"]);
});
