import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { checkDocument, type PipelineDocument } from "@typeline/ir";
import { expect, test } from "vitest";
import { temporaryProject } from "./1-read/samples/temporary-project.ts";
import { storeBundles } from "./index.ts";
import { compileFiles } from "./samples/project.ts";

const SOURCE = `
import { component, pipeline } from "@typeline/dsl";
export const shout = component(async ({ text }: { text: string }) => ({ loud: text.toUpperCase() }));
export const twice = component(async ({ text }: { text: string }) => ({ loud: text + text }), { packages: ["native@1.2.3"], volumes: { "/site": { configMap: "site" } } });
export const talk = pipeline(({ text }: { text: string }) => {
  const first = shout({ text });
  shout({ text: first.loud });
  twice({ text });
});
`;

async function talk(): Promise<PipelineDocument> {
  const { pipelines, diagnostics } = await compileFiles({ "pipeline.ts": SOURCE });
  expect(diagnostics).toEqual([]);
  return pipelines[0]!.document;
}

const container = ({ spec }: PipelineDocument, label: string) => spec.deploymentSpec!.executors[label]!.container!;

test("bundles leave the commands, each once, and are mounted under a name made of their content", async () => {
  const document = await talk();
  const before = JSON.stringify(document);
  const { document: stored, configMaps } = storeBundles(document);
  expect(JSON.stringify(document)).toBe(before);
  expect(checkDocument(stored)).toEqual([]);
  expect(configMaps.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^typeline-bundle-[0-9a-f]{12}$/),
    expect.stringMatching(/^typeline-bundle-/),
  ]);
  const kubernetes = stored.platforms!.platforms.kubernetes!.deploymentSpec!.executors!;
  for (const [label, { bundle }] of Object.entries(document.platforms!.platforms.typeline!.deploymentSpec!.executors!)) {
    const digest = bundle!.slice(0, 12);
    expect(container(stored, label).command!.at(-1)).toBe(`/typeline/bundle-${digest}/bundle.gz`);
    expect(JSON.stringify(container(stored, label).command).length).toBeLessThan(3000);
    expect(kubernetes[label]!.configMapAsVolume!.at(-1)).toEqual({
      configMapName: `typeline-bundle-${digest}`,
      configMapNameParameter: { runtimeValue: { constant: `typeline-bundle-${digest}` } },
      mountPath: `/typeline/bundle-${digest}`,
      optional: false,
    });
  }
  expect(container(stored, "exec-twice").command).toContain("npm:native@1.2.3");
  expect(kubernetes["exec-twice"]!.configMapAsVolume).toHaveLength(2);
});

test("a task runs from the mounted file as it does from its command", async () => {
  const document = await talk();
  const { document: stored, configMaps } = storeBundles(document);
  const root = temporaryProject({});
  for (const { name, files } of configMaps)
    for (const [file, base64] of Object.entries(files)) {
      const path = join(root, name.replace("typeline-", "typeline/"), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Buffer.from(base64, "base64"));
    }
  const outputFile = join(root, "out.json");
  const input = {
    inputs: { parameterValues: { text: "hi" } },
    outputs: { parameters: { loud: { outputFile: join(root, "loud") } }, outputFile },
  };
  const run = (of: PipelineDocument) => {
    const { command, args } = container(of, "exec-shout");
    const words = [...command!.slice(1), ...args!].map((word) =>
      word.replace("{{$}}", JSON.stringify(input)).replace(/^\/typeline\//, join(root, "typeline/")),
    );
    return spawnSync(process.execPath, words, { encoding: "utf8", env: { PATH: process.env["PATH"] } });
  };
  const { status, stderr } = run(stored);
  expect([status, stderr]).toEqual([0, ""]);
  expect(run(document)).toMatchObject({ status: 0 });
});

test("a bundle that a config map cannot hold is in several, and read in their order", async () => {
  const document = structuredClone(await talk());
  const code = `//${randomBytes(1_100_000).toString("base64")}`;
  document.platforms!.platforms.typeline!.deploymentSpec!.executors!["exec-shout"]!.bundle = createHash("sha256")
    .update(code)
    .digest("hex");
  const own = container(document, "exec-shout");
  own.command = [...own.command!.slice(0, 4), gzipSync(code).toString("base64")];
  const { document: stored, configMaps } = storeBundles(document);
  const parts = container(stored, "exec-shout").command!.filter((word) => word.startsWith("/typeline/"));
  const bytes = parts.map((path) => {
    const { files } = configMaps.find(({ name }) => path === `/typeline/${name.replace("typeline-", "")}/bundle.gz`)!;
    return Buffer.from(files["bundle.gz"]!, "base64");
  });
  expect(bytes.map(({ length }) => length <= 1_000_000)).toEqual([true, true]);
  expect(gunzipSync(Buffer.concat(bytes)).toString()).toBe(code);
});

test("a command that does not hold the bundle that is noted stays as it is", async () => {
  const document = await talk();
  const forged = structuredClone(document);
  forged.platforms!.platforms.typeline!.deploymentSpec!.executors!["exec-shout"]!.bundle = "0".repeat(64);
  const { document: stored, configMaps } = storeBundles(forged);
  expect(configMaps).toHaveLength(1);
  expect(container(stored, "exec-shout")).toEqual(container(document, "exec-shout"));
  const { platforms: _, ...bare } = document;
  expect(storeBundles(bare)).toEqual({ document: bare, configMaps: [] });
});
