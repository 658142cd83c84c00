import { expect, test } from "vitest";
import {
  buildEnv,
  component,
  compute,
  container,
  Dataset,
  importArtifact,
  Model,
  parallel,
  pipeline,
  python,
  taskStatus,
} from "./index.ts";

const train = component(async ({ data, rate = 0.1, parts = [] }: { data: Dataset<number[]>; rate?: number; parts?: Dataset[] }) => {
  const sum = (await data.json()).reduce((a, b) => a + b, 0);
  const texts = await Promise.all(parts.map((part) => part.text()));
  return { model: Model.json({ sum, rate, name: data.name }), score: sum * rate, texts, data };
});

test("run() calls the function with artifacts that can be read, and gives artifacts that can be read", async () => {
  const data = Dataset.json([1, 2]);
  const out = await train.run({ data, rate: 2, parts: [Dataset.text("a"), Dataset.text("b")] });
  expect([out.score, out.texts]).toEqual([6, ["a", "b"]]);
  expect(await out.model.json()).toEqual({ sum: 3, rate: 2, name: "data" });
  expect(out.model.uri).toMatch(/^file:\/\/\/.*model$/);
  expect(out.data).toBe(data);
  expect((await train.run({ data })).score).toBeCloseTo(0.3);
});

test("run() gives a bare artifact, and nothing for a component that returns nothing", async () => {
  const bare = component(async () => Dataset.text("x"));
  expect(await (await bare.run()).text()).toBe("x");
  expect(await component(async () => {}).run()).toBeUndefined();
});

test("the function sees its declared environment and no other", async () => {
  const reads = component(async (_: {}, { env }) => env, {
    env: { REGION: "eu", SIZE: 2, TOKEN: { secret: "warehouse", key: "token" }, PROXY: { configMap: "net", key: "proxy", optional: true } },
  });
  expect(await reads.run({}, { env: { TOKEN: "t", OTHER: "o", REGION: "us" } })).toEqual({ REGION: "us", SIZE: "2", TOKEN: "t" });
  await expect(reads.run()).rejects.toThrow("the variable TOKEN comes from the cluster: give it as .run(inputs, { env: { TOKEN: ");
});

test("the function sees facts of a run", async () => {
  const sees = component(
    async (_: {}, { run, task, signal, progress }) => {
      progress(0.5);
      return [run.id, run.scheduledAt, task.name, String(task.attempt), String(signal.aborted)];
    },
    { name: "sees" },
  );
  expect(await sees.run({}, { run: { id: "r1", createdAt: "2026-01-01T00:00:00Z" } })).toEqual([
    "r1",
    "2026-01-01T00:00:00Z",
    "sees",
    "1",
    "false",
  ]);
});

test("what only the compiler reads throws when it is called", async () => {
  expect(() => train({ data: Dataset.json([]) })).toThrow("to run it here use .run()");
  expect(() => pipeline(() => { throw new Error("the body ran"); })()).toThrow("read by the compiler and never called"); // biome-ignore format: one line
  expect(() => compute(() => 1)).toThrow("compute(...) is called outside pipeline(...)");
  expect(() => parallel([1], { limit: 1 })).toThrow("parallel(...) is called outside");
  expect(() => taskStatus()).toThrow("taskStatus(...) is called outside");
  expect(() => importArtifact(Dataset, "s3://x")).toThrow("importArtifact(...) is called outside");
  const count = container(() => ({ image: "busybox", command: ["true"] }));
  expect(() => count()).toThrow("container(...) makes a component");
  await expect(count.run()).rejects.toThrow("a container component does not run in this process");
  await expect(python("./train.py").run()).rejects.toThrow("a python component does not run in this process");
});

test("buildEnv reads this process's environment outside the compiler", () => {
  process.env["TYPELINE_TEST_REGION"] = "eu";
  expect(buildEnv("TYPELINE_TEST_REGION", "us")).toBe("eu");
  expect(buildEnv("TYPELINE_TEST_UNSET", "us")).toBe("us");
  expect(() => buildEnv("TYPELINE_TEST_UNSET")).toThrow("the variable is not set");
});
