import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Artifact, artifact, Dataset, HTML, type Lines, Markdown, Model } from "./index.ts";
import { openArtifact, publishArtifact } from "./internal.ts";

const folder = () => mkdtemp(join(tmpdir(), "typeline-test-"));
const target = async (name = "out") => {
  const path = join(await folder(), "made/on/demand", name);
  return { name, uri: `s3://bucket/${name}`, path };
};

test("content can be read in the function that made it, before it is published", async () => {
  expect(await Dataset.json([{ a: 1 }]).json()).toEqual([{ a: 1 }]);
  expect(await Artifact.text("é").text()).toBe("é");
  expect(await Artifact.bytes(Uint8Array.of(1, 2)).bytes()).toEqual(Uint8Array.of(1, 2));
  expect(
    await Dataset.lines([{ a: 1 }, { a: 2 }])
      .lines()
      .toArray(),
  ).toEqual([{ a: 1 }, { a: 2 }]);
  expect(await HTML.of("<p>").text()).toBe("<p>");
  expect(await Markdown.of("# a").text()).toBe("# a");
});

test("a stream is written once, though it is read before it is published", async () => {
  let started = 0;
  async function* chunks() {
    started++;
    yield "a";
    yield Uint8Array.of(98);
    yield "c";
  }
  const data = Dataset.stream(chunks());
  expect(await Promise.all([data.text(), data.text()])).toEqual(["abc", "abc"]);
  const place = await target();
  await publishArtifact(data, place);
  expect(await readFile(place.path, "utf8")).toBe("abc");
  expect(started).toBe(1);
});

test("a web stream, a string and many short chunks can be streamed", async () => {
  expect(await Dataset.stream(new Response("web").body as AsyncIterable<Uint8Array>).text()).toBe("web");
  expect(await Dataset.stream("text").text()).toBe("text");
  const long = Array.from({ length: 50_000 }, (_, i) => `${i},`);
  expect(await Dataset.stream(long).text()).toBe(long.join(""));
});

test("publishing writes the file at the engine's place and gives its uri and metadata", async () => {
  const place = await target();
  const data = Dataset.json({ a: 1 }, { rows: 1 });
  expect(await publishArtifact(data, place)).toEqual({ uri: "s3://bucket/out", metadata: { rows: 1 } });
  expect(await readFile(place.path, "utf8")).toBe('{"a":1}');
  expect([data.name, data.uri, data.path]).toEqual(["out", "s3://bucket/out", place.path]);
});

test("a file or a folder that the author writes at the path of an empty artifact is published", async () => {
  const file = new Model({ framework: "onnx" });
  expect(existsSync(dirname(file.path))).toBe(true);
  expect(existsSync(file.path)).toBe(false);
  await writeFile(file.path, "weights");
  const checkpoint = new Model();
  await mkdir(join(checkpoint.path, "shards"), { recursive: true });
  await writeFile(join(checkpoint.path, "shards/0"), "shard");

  const [a, b] = [await target("a"), await target("b")];
  await publishArtifact(file, a);
  await publishArtifact(checkpoint, b);
  expect(await readFile(a.path, "utf8")).toBe("weights");
  expect(await readFile(join(b.path, "shards/0"), "utf8")).toBe("shard");
});

test("an artifact that nothing was written for is published as metadata alone", async () => {
  const place = await target();
  expect(await publishArtifact(new Model({ step: 1 }), place)).toEqual({ uri: place.uri, metadata: { step: 1 } });
  expect(existsSync(place.path)).toBe(false);
});

test("files and folders of the author's are copied, and stay where they are", async () => {
  const own = await folder();
  await mkdir(join(own, "checkpoint"));
  await writeFile(join(own, "checkpoint/a"), "a");
  await symlink(join(own, "checkpoint/a"), join(own, "checkpoint/link"));
  const [file, whole] = [await target("file"), await target("whole")];
  await publishArtifact(Model.fromFile(join(own, "checkpoint/a")), file);
  await publishArtifact(Model.fromFolder(join(own, "checkpoint")), whole);
  expect(await readFile(file.path, "utf8")).toBe("a");
  expect((await readdir(whole.path)).sort()).toEqual(["a", "link"]);
  expect((await readdir(join(own, "checkpoint"))).sort()).toEqual(["a", "link"]);
});

test("fromFile and fromFolder name what they were given instead", async () => {
  const own = await folder();
  await writeFile(join(own, "a"), "a");
  await expect(publishArtifact(Model.fromFile(own), await target())).rejects.toThrow(/this is a folder; use fromFolder/);
  await expect(publishArtifact(Model.fromFolder(join(own, "a")), await target())).rejects.toThrow(/this is a file; use fromFile/);
  await expect(publishArtifact(Model.fromFile(join(own, "b")), await target())).rejects.toThrow(/this Model has no content: nothing is at/);
});

test("an artifact that is stored already is passed on without a copy", async () => {
  const path = join(await folder(), "data");
  const came = openArtifact({ name: "data", uri: "gs://b/data", path, metadata: { rows: 2 }, schemaTitle: "system.Dataset" });
  const place = await target();
  expect(await publishArtifact(came, place)).toEqual({ uri: "gs://b/data", metadata: { rows: 2 } });
  expect(await publishArtifact(Model.fromUri("hf://acme/base", { license: "mit" }), place)).toEqual({
    uri: "hf://acme/base",
    metadata: { license: "mit" },
  });
  const twice = Dataset.text("x");
  const [first, second] = [await target("first"), await target("second")];
  expect((await publishArtifact(twice, first)).uri).toBe("s3://bucket/first");
  expect((await publishArtifact(twice, second)).uri).toBe("s3://bucket/first");
  expect(existsSync(second.path)).toBe(false);
});

test("what an earlier attempt left at the engine's place is replaced", async () => {
  const place = await target();
  await mkdir(join(place.path, "old"), { recursive: true });
  await publishArtifact(Dataset.text("new"), place);
  expect(await readFile(place.path, "utf8")).toBe("new");
});

test("JSON is taken as it is when it is given", async () => {
  const rows = [1];
  const data = Dataset.json(rows);
  rows.push(2);
  expect(await data.json()).toEqual([1]);
});

test("what JSON would lose is refused where it is given, with its place", async () => {
  expect(() => Dataset.json({ rows: [{ score: Number.NaN }] })).toThrow("Dataset.json(…).rows[0].score: NaN cannot be stored as JSON");
  expect(() => Dataset.json(undefined)).toThrow("undefined cannot be stored as JSON");
  await expect(Dataset.lines([1, Number.POSITIVE_INFINITY]).text()).rejects.toThrow(
    "Dataset.lines(…)[1]: Infinity cannot be stored as JSON",
  );
});

test("lines come one at a time from any chunks, with blank lines and line ends of Windows", async () => {
  const bytes = new TextEncoder().encode('{"a":"é"}\r\n\n{"a":"ü"}');
  async function* oneByOne() {
    for (const byte of bytes) yield Uint8Array.of(byte);
  }
  const data: Dataset<Lines<{ a: string }>> = Dataset.stream(oneByOne());
  const seen: string[] = [];
  for await (const row of data.lines()) seen.push(row.a);
  expect(seen).toEqual(["é", "ü"]);
});

test("reading what is no file of the right form says so", async () => {
  const own = await folder();
  const open = (path: string | undefined, uri = "s3://b/x") =>
    openArtifact({ name: "rows", uri, path, metadata: {}, schemaTitle: "system.Dataset" });
  await expect(open(own).json()).rejects.toThrow(`artifact "rows" is a folder, not a file: read the files inside its path, ${own}`);
  await expect(open(own).lines().toArray()).rejects.toThrow(/is a folder/);
  await expect(open(join(own, "no")).text()).rejects.toThrow(/artifact "rows" has no content/);
  await expect(open(undefined, "hf://x").text()).rejects.toThrow(
    'artifact "rows" is stored at hf://x, which is not mounted here: use its uri',
  );
  await writeFile(join(own, "bad"), '{"a":1}\n{');
  await expect(open(join(own, "bad")).json()).rejects.toThrow(/artifact "rows" is not JSON/);
  await expect(open(join(own, "bad")).lines().toArray()).rejects.toThrow(/artifact "rows", line 2 is not JSON/);
  expect(() => Dataset.text("x").uri).toThrow("the uri of this Dataset is known only when the component has returned it");
});

test("instanceof goes by the schema title", () => {
  class Index extends artifact("acme.Index")<{ terms: string[] }> {}
  const open = (schemaTitle: string) => openArtifact({ name: "x", uri: "s3://x", path: "/s3/x", metadata: {}, schemaTitle });
  expect(open("system.Dataset")).toBeInstanceOf(Dataset);
  expect(open("system.Dataset")).not.toBeInstanceOf(Model);
  expect(open("acme.Index")).toBeInstanceOf(Index);
  expect(open("acme.Index")).toBeInstanceOf(Artifact);
  expect(Index.json({ terms: [] })).toBeInstanceOf(Index);
  expect(Index.schemaTitle).toBe("acme.Index");
  expect({}).not.toBeInstanceOf(Artifact);
});
