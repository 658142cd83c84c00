import { createHash } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { ContentError, digestOf } from "./content.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "typeline-content-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** Makes a folder of files by path; a text that begins with `->` is a link. */
function make(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    if (text.startsWith("->")) symlinkSync(text.slice(2), join(root, path));
    else writeFileSync(join(root, path), text);
  }
  return root;
}

test("a file's digest is that of its bytes, whatever its size", () => {
  for (const size of [0, 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20]) {
    const bytes = Buffer.alloc(size, "abc");
    writeFileSync(join(folder, "file"), bytes);
    expect(digestOf(join(folder, "file"))).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

test("names and places do not count, nor times, nor how a file is linked", () => {
  const first = make("first", { "a/b": "1", c: "2", l: "->a/b" });
  const digest = digestOf(first);
  expect(digestOf(make("second", { l: "->a/b", c: "2", "a/b": "1" }))).toBe(digest);
  utimesSync(join(first, "c"), 1, 1);
  linkSync(join(first, "c"), join(folder, "other"));
  renameSync(first, join(folder, "moved"));
  expect(digestOf(join(folder, "moved"))).toBe(digest);
});

test("all else counts", () => {
  const variants = [
    make("empty", {}),
    make("plain", { a: "1", b: "2" }),
    make("content", { a: "1", b: "3" }),
    make("swapped", { a: "2", b: "1" }),
    make("renamed", { a: "1", c: "2" }),
    make("deeper", { "a/a": "1", b: "2" }),
    make("link", { a: "1", b: "->a" }),
    make("other link", { a: "1", b: "->./a" }),
    make("quotes", { 'a" file 1': "1", b: "2" }),
    make("executable", { a: "1", b: "2" }),
  ];
  mkdirSync(join(make("empty folder", { a: "1", b: "2" }), "c"));
  chmodSync(join(folder, "executable/a"), 0o755);
  const digests = [...variants, join(folder, "empty folder")].map(digestOf);
  expect(new Set(digests).size).toBe(digests.length);
});

test.each<[string, string]>([
  ["out of it", "->../outside"],
  ["to an absolute path", "->/etc/passwd"],
  ["out of it and back by its name", "->../bad/a/x"],
  ["up behind another link", "->a/up/../../etc"],
])("a link %s is refused", (_what, link) => {
  const root = make("bad", { "a/x": "1", "a/up": "->..", link });
  expect(() => digestOf(root)).toThrow(ContentError);
  expect(() => digestOf(root)).toThrow(/^holds a link that leaves it: link -> /);
});

test("a link to what is not there, and to the folder itself, stay in it", () => {
  expect(digestOf(make("dangling", { link: "->nothing", self: "->.", "a/b/up": "->../../a//./b" }))).toMatch(/^[0-9a-f]{64}$/);
});

test("a socket is neither a file nor a folder", async () => {
  const root = make("root", {});
  const server = createServer().listen(join(root, "socket"));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  expect(() => digestOf(root)).toThrow("holds what is neither a file nor a folder: socket");
  expect(() => digestOf(join(root, "socket"))).toThrow("is neither a file nor a folder");
});
