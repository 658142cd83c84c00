import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** The emitted package, bundled for a module with this text in its folder. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dist },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
  });
  return outputFiles[0]!.text;
}

test("an import that is not used leaves nothing behind", async () => {
  expect(await bundle('import { Dataset, component } from "./index.js"; import { isArtifact } from "./internal.js";')).toBe("");
});

// esbuild honours `@__NO_SIDE_EFFECTS__` only within a file (evanw/esbuild#4369), so the call stands in the function's own. Rollup and Rolldown
// honour it across files; for esbuild our bundler marks the calls.
test.each([
  ["component", "component.js"],
  ["container", "container.js"],
  ["python", "container.js"],
  ["pipeline", "pipeline.js"],
  ["buildEnv", "pipeline.js"],
  ["artifact", "artifact.js"],
])("an unused %s(…) is dropped with all that it was given", async (name, file) => {
  const text = await readFile(dist + file, "utf8");
  expect(await bundle(`${text}\nconst unused = ${name}(() => "HEAVY");`)).not.toContain("HEAVY");
  expect(await bundle(`${text}\nexport const used = ${name}(() => "HEAVY");`)).toContain("HEAVY");
});

test("a bundle holds only the artifact classes that it uses", async () => {
  const text = await bundle('import { Model } from "./index.js"; console.log(Model);');
  expect(text).toContain("system.Model");
  expect(text).not.toContain("confusionMatrix");
});
