import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the generated files are those that the schemas give", async () => {
  const script = new URL("../../../../scripts/generate-ir.mjs", import.meta.url).href;
  const { generateIr } = (await import(/* @vite-ignore */ script)) as { generateIr: () => Record<string, string> };
  for (const [name, text] of Object.entries(generateIr()))
    expect(readFileSync(new URL(name, import.meta.url), "utf8"), `${name} is stale: run \`npm run generate\``).toBe(text);
});
