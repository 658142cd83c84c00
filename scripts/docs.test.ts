import { existsSync, readdirSync, readFileSync } from "node:fs";
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
