import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { digestOf } from "../content.ts";
import { remotes } from "./remotes.ts";

const never = new AbortController().signal;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "typeline-remotes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...path: string[]) => join(folder, ...path);
const fetchIt = (uri: string) => remotes(folder, {})(uri).fetch(uri, at("into"), never);
const putIt = (path: string, uri: string) => remotes(folder, {})(uri).put(path, uri, never);

test.each([
  ["a plain path", () => "in/a b.csv"],
  ["an absolute path", () => at("in", "a b.csv")],
  ["a file URI", () => pathToFileURL(at("in", "a b.csv")).href],
  ["a file URI with a host", () => pathToFileURL(at("in", "a b.csv")).href.replace("file://", "FILE://localhost")],
  ["a relative file URI", () => "file:in/a%20b.csv"],
])("%s is where it is", async (_, uri) => {
  mkdirSync(at("in"));
  writeFileSync(at("in", "a b.csv"), "1");
  expect(await fetchIt(uri())).toBe(at("in", "a b.csv"));
});

test("what is not there, is no file, or is on another machine", async () => {
  await expect(fetchIt("none.csv")).rejects.toThrow(`${at("none.csv")} does not exist`);
  writeFileSync(at("file"), "");
  await expect(fetchIt("file/below")).rejects.toThrow(`${at("file", "below")} does not exist`);
  await expect(fetchIt("file://other/x")).rejects.toThrow("file://other/x is no file of this machine");
  await expect(fetchIt("file:%zz")).rejects.toThrow("file:%zz is no file of this machine");
  execFileSync("sh", ["-c", 'mkfifo "$0"', at("pipe")]);
  await expect(fetchIt("pipe")).rejects.toThrow(`${at("pipe")} is neither a file nor a folder`);
});

test("a folder stays where it is", async () => {
  mkdirSync(at("a"));
  expect(await fetchIt("a")).toBe(at("a"));
});

test("files and folders are stored whole, in place of what was there", async () => {
  mkdirSync(at("made", "sub"), { recursive: true });
  writeFileSync(at("made", "sub", "x"), "1");
  await putIt(at("made", "sub", "x"), "out/deep/file");
  await putIt(at("made"), `${pathToFileURL(folder)}/out/folder`);
  expect(readFileSync(at("out", "deep", "file"), "utf8")).toBe("1");
  writeFileSync(at("made", "sub", "x"), "2");
  writeFileSync(at("out", "folder", "old"), "");
  await putIt(at("made", "sub", "x"), "out/deep/file");
  await putIt(at("made"), "out/folder");
  expect(readFileSync(at("out", "deep", "file"), "utf8")).toBe("2");
  expect(digestOf(at("out", "folder"))).toBe(digestOf(at("made")));
  expect([readdirSync(at("out")).sort(), readdirSync(at("out", "deep"))]).toEqual([["deep", "folder"], ["file"]]);
});

test("what cannot be written is one error, and nothing is left", async () => {
  writeFileSync(at("file"), "1");
  await expect(putIt(at("file"), "file/below")).rejects.toThrow(`${at("file", "below")} cannot be written: `);
  await expect(putIt(at("none"), "out")).rejects.toThrow(`${at("out")} cannot be written: `);
  expect(readdirSync(folder)).toEqual(["file"]);
});

test.each([
  ["gs://bucket/key", "gs://bucket/key cannot be reached from here: copy it with `gcloud storage cp`"],
  ["oci://registry/model:1", "images as artifacts need a cluster"],
  ["hf://org/model", "get it with `hf download`"],
  ["ftp://ada:pw@host/x?key=1", 'ftp://host/x cannot be reached from here: nothing here knows "ftp:"; give a path'],
])("%s is refused with what to do", (uri, message) => {
  expect(() => remotes(folder, {})(uri)).toThrow(message);
});

test("schemes are known in any case", async () => {
  await expect(fetchIt("MINIO://a/b")).rejects.toThrow("set MINIO_ENDPOINT");
  await expect(fetchIt("HTTP://")).rejects.toThrow('"HTTP://" is no URL');
});

test("without the SDK, s3: says what to install", () => {
  const built = fileURLToPath(new URL("../../../dist/store/remote", import.meta.url));
  cpSync(built, at("remote"), { recursive: true });
  writeFileSync(at("package.json"), JSON.stringify({ type: "module" }));
  const script = `
    import { remotes } from "./remote/remotes.js";
    const uri = "s3://bucket/key";
    await remotes("/", {})(uri).fetch(uri, ".", new AbortController().signal).catch((error) => console.log(error.message));
  `;
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder, encoding: "utf8" });
  expect(said).toBe("s3:// needs Amazon's SDK: npm install @aws-sdk/client-s3\n");
});
