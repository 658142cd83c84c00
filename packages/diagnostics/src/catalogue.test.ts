import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { catalogueModule, generated, messagesModule, parseMessage } from "../../../scripts/generate-messages.mjs";
import { catalogue } from "./catalogue.generated.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const page = `# TL2104 runtimeOnlyCall

severity: error

> \`{call}\` is \${call}.

help: Say {other}.

## Why

Because.
`;

/** Texts of all files below `packages/` whose path matches, without what is generated. */
function textsOf(pattern: RegExp): string {
  return readdirSync(new URL("packages", root), { recursive: true, encoding: "utf8" })
    .filter((path) => pattern.test(path) && !/(^|\/)(node_modules|dist)\/|\.generated\.ts$/.test(path))
    .map((path) => read(`packages/${path}`))
    .join("\n");
}

test.each(Object.keys(generated()))("%s is what the pages make", (path) => {
  expect(read(path), `Run \`npm run generate\` in ${fileURLToPath(root)}.`).toBe(generated()[path]);
});

test("a page becomes a function of its parameters", () => {
  const text = messagesModule([parseMessage("TL2104.md", page)]);
  expect(text).toContain("runtimeOnlyCall: (p: { call: string | number; other: string | number }): Message =>");
  expect(text).toContain("message: `\\`${p.call}\\` is \\$${p.call}.`");
});

test("a page keeps its text behind the message for those who want to know why", () => {
  expect(catalogueModule([parseMessage("TL2104.md", page)])).toContain('"markdown":"## Why\\n\\nBecause."');
});

test.each([
  ["another code than its file's", page, "TL2105.md", "the first line says TL2104"],
  ["no severity", page.replace("severity: error", ""), "TL2104.md", "`severity: error|warning|note` is missing"],
  ["no message", page.replace("> ", ""), "TL2104.md", "the message"],
  ["no help", page.replace("help: ", ""), "TL2104.md", "`help: …` is missing"],
  ["no reason", page.replace("## Why", ""), "TL2104.md", "`## Why`"],
  ["a code in no range", page.replace("TL2104", "TL9104"), "TL9104.md", "in no range"],
])("a page with %s is refused", (_what, text, file, reason) => {
  expect(() => parseMessage(file, text)).toThrow(reason);
});

test("every page is complete, with an example before and after", () => {
  const incomplete = Object.entries(catalogue).filter(
    ([, { markdown }]) =>
      !/^## Why\n[\s\S]*\S[\s\S]*^## Before\n\n```[\s\S]*^## After\n\n```/m.test(markdown) || /\bTO ?(BE|DO)\b/.test(markdown),
  );
  expect(incomplete.map(([code]) => code)).toEqual([]);
});

test("every code is raised somewhere", () => {
  const sources = textsOf(/\/src\/.*(?<!\.test)\.ts$/);
  const silent = Object.entries(catalogue).filter(([, { name }]) => !new RegExp(`\\bmessages\\.${name}\\b`).test(sources));
  expect(silent.map(([code, { name }]) => `${code} ${name}`)).toEqual([]);
});

test("every code is shown by a sample or a test", () => {
  const shown = textsOf(/\.test\.ts$|\/expected-errors\.txt$/);
  const untested = Object.keys(catalogue).filter((code) => !shown.includes(code));
  expect(untested.map((code) => `${code} ${catalogue[code]?.name}`)).toEqual([]);
});
