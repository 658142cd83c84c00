import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { bin, environment, typeline } from "./samples/command.ts";
import { temporaryProject, withDsl, writeFiles } from "./samples/world.ts";

const schema = JSON.parse(readFileSync(new URL("../../../schemas/run.schema.json", import.meta.url), "utf8"));
const isRecord = new Ajv2020({ allowUnionTypes: true, formats: { "date-time": true } }).compile(schema);

const source = (broken: number) => `import { component, type Int, Metrics, pipeline } from "@typeline/dsl";

export const load = component(({ rows }: { rows: Int }) => Array.from({ length: rows }, (_, index) => index));

export const fit = component(({ item }: { item: Int }) => {
  console.log("fitting", item);
  if (item === ${broken}) throw new Error("not this one");
  return item * 2;
});

export const sum = component(({ items }: { items: Int[] }) => {
  const total = items.reduce((a, b) => a + b, 0);
  return { total, figures: Metrics.of({ total }) };
});

export const connect = component(() => {
  console.log("the token is", process.env["TOKEN"]);
}, { env: { TOKEN: { secret: "warehouse", key: "token" } } });

export const wait = component(async ({ seconds }: { seconds: number }) => {
  console.log("waiting");
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
});

export const training = pipeline(({ rows = 4 }: { rows?: Int }) => {
  const { total } = sum({ items: load({ rows }).map((item) => fit({ item })) });
  return { total };
});
`;

const project = (broken = -1) =>
  withDsl(
    temporaryProject({
      "package.json": '{ "type": "module" }',
      "tsconfig.json":
        '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2023", "noEmit": true, "skipLibCheck": true, "types": [] } }',
      "node.d.ts": "declare const process: { env: Record<string, string | undefined> };\n",
      "src/training.ts": `/// <reference path="../node.d.ts" />\n${source(broken)}`,
    }),
  );

test("a run, the same again from the cache, and why another is not", async () => {
  const folder = project();
  const first = await typeline(folder, "run", "src/training.ts", "--json");
  const record = JSON.parse(first.stdout);
  expect(isRecord(record), JSON.stringify(isRecord.errors)).toBe(true);
  expect(record).toMatchObject({ state: "succeeded", outputs: { parameters: { total: 12 } } });
  expect(record.tasks.map(({ path }: { path: string }) => path).sort()).toEqual([
    ...[0, 1, 2, 3].map((index) => `for-loop-1[${index}]/fit`),
    "load",
    "sum",
  ]);
  expect(first.stderr).toContain("for-loop-1[2]/fit | fitting 2\n");

  const second = await typeline(folder, "run", "src/training.ts");
  expect(second.code).toBe(0);
  expect(second.stderr.match(/^task .* cached$/gm)).toHaveLength(6);
  expect(second.stdout).toMatch(/^Outputs\n {2}total {2}12\nMetrics\n {2}sum\.figures: total 12\nRun training-/);

  await typeline(folder, "run", "src/training.ts", "-p", "rows=2");
  expect((await typeline(folder, "explain", "last", "sum")).stdout).toContain("input `items` differs: [0,2] instead of [0,2,4,6]");
  expect((await typeline(folder, "explain", "last", "for-loop-1[1]/fit")).stdout).toContain("It came from the cache.");
  expect((await typeline(folder, "runs")).stdout.match(/ succeeded /g)).toHaveLength(3);
  expect((await typeline(folder, "runs", "logs", record.runId, "for-loop-1[3]/fit")).stdout).toBe("fitting 3\n");
});

test("a run that failed says where and why, and goes on once it is mended", async () => {
  const folder = project(2);
  const failed = await typeline(folder, "run", "src/training.ts");
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain("Task for-loop-1[2]/fit failed: not this one\n  at src/training.ts:8:");
  expect(failed.stderr).toContain('    if (item === 2) throw new Error("not this one");\n');
  const [, resume = ""] = /^To go on once it is mended: typeline (.*)$/m.exec(failed.stderr) ?? [];
  expect(resume).toMatch(/^run src\/training\.ts --resume training-/);

  writeFiles(folder, { "src/training.ts": `/// <reference path="../node.d.ts" />\n${source(-1)}` });
  const resumed = await typeline(folder, ...resume.split(" "));
  expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining("total  12") });
  expect(resumed.stderr).not.toContain("task load started");
  expect(await typeline(folder, "run", "--resume", "last")).toMatchObject({ code: 0 });
});

test("one component is run by itself", async () => {
  const folder = project();
  expect((await typeline(folder, "run", "src/training.ts#fit", "-p", "item=21")).stdout).toContain("42");
});

test("a secret reaches the task, and stands nowhere", async () => {
  const folder = project();
  writeFiles(folder, { "secrets.env": "warehouse/token=hunter2-hunter2\n" });
  const { code, stdout, stderr } = await typeline(folder, "run", "src/training.ts#connect", "--secrets", "secrets.env");
  expect([code, stderr]).toEqual([0, expect.stringContaining("connect | the token is ***\n")]);
  const runs = join(folder, ".typeline");
  const files = readdirSync(runs, { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  expect(texts.length).toBeGreaterThan(2);
  expect([stdout, stderr, ...texts].filter((text) => text.includes("hunter2"))).toEqual([]);
});

test("Ctrl-C: the run is cancelled, and no process is left", async () => {
  const folder = project();
  const child = spawn(process.execPath, [bin, "run", "src/training.ts#wait", "-p", "seconds=600"], { cwd: folder, env: environment() });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    const before = stderr;
    stderr += text;
    if (stderr.includes("wait | waiting") && !before.includes("wait | waiting")) child.kill("SIGINT");
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(1);
  expect(stderr).toMatch(/^task wait cancelled/m);
  expect((await typeline(folder, "runs")).stdout).toContain(" cancelled ");
});
