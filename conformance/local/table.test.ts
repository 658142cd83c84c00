import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { haveKfpFiles, kfpFiles } from "./documents.mjs";
import { files } from "./files.mjs";
import { table } from "./table.mjs";

const page = fileURLToPath(new URL("../../docs/conformance.md", import.meta.url));
const [begin, end] = ["<!-- what follows is made by conformance/local/table.mjs -->\n", "<!-- until here -->\n"];

test.skipIf(haveKfpFiles)("KFP's compiled pipelines are not in ../shared/conformance: their table is not checked", () => {});

test.skipIf(!haveKfpFiles)("the table of KFP's pipelines in docs/conformance.md is that of conformance/local/files.mjs", () => {
  const text = readFileSync(page, "utf8");
  const [before, rest = ""] = text.split(begin);
  const [, after] = rest.split(end);
  const fresh = `${before}${begin}${table()}\n${end}${after}`;
  if (process.env["UPDATE"] === "1") writeFileSync(page, fresh);
  else expect(text).toBe(fresh);
});

test.skipIf(!haveKfpFiles)("whatever is said of a file is said of one that is there", () => {
  expect(Object.keys(files).filter((file) => !kfpFiles().includes(file))).toEqual([]);
});
