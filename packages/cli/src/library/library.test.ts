import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Int } from "@typeline/dsl";
import { expect, test } from "vitest";
import { RunError, replace, run, runPipeline } from "../index.ts";
import { broken, double, fit, greet, pids, scores, shout, training } from "./samples/pipelines.ts";

process.chdir(mkdtempSync(join(tmpdir(), "typeline-library-")));

test("a pipeline runs as it would with `typeline run`: values are values, artifacts are open for reading", async () => {
  const { outputs, tasks } = await run(training, { rows: 3 });
  expect(outputs.score).toBe(6);
  expect(await outputs.model.json()).toEqual({ weights: [1, 2, 3] });
  expect(tasks.map(({ path, state }) => [path, state])).toEqual([
    ["make", "succeeded"],
    ["fit", "succeeded"],
  ]);
  expect(tasks[1]).toMatchObject({ component: "fit", attempts: 1, source: expect.stringMatching(/pipelines\.ts:\d+:\d+$/) });
});

test("one component runs alone, with artifacts of an earlier run", async () => {
  expect((await run(double, { n: 21 })).outputs).toBe(42);
  const { outputs } = await run(training, { rows: 2 });
  const { outputs: again } = await run(scores, { model: outputs.model });
  expect(again).toBe(3);
});

test("a stand-in runs in the place of a component, of containers too, in the test's own process", async () => {
  const seen: unknown[] = [];
  const { outputs, tasks } = await run(
    greet,
    { names: ["Ada", "Alan"] },
    {
      replace: [
        replace(shout, ({ text }, { task }) => {
          seen.push([text, task.attempt]);
          return `${text}!`;
        }),
      ],
    },
  );
  expect(outputs).toEqual(["Ada!", "Alan!"]);
  expect(seen).toEqual(
    expect.arrayContaining([
      ["Ada", 1],
      ["Alan", 1],
    ]),
  );
  expect(tasks.filter(({ component }) => component === "shout")).toHaveLength(2);
});

test("a stand-in for a component with artifacts gives and takes artifacts", async () => {
  const { outputs } = await run(
    training,
    { rows: 1 },
    { replace: [replace(fit, async ({ data }) => ({ model: data as never, score: (await data.json()).length * 100 }))] },
  );
  expect(outputs.score).toBe(100);
  expect(await outputs.model.json()).toEqual([1]);
});

test("a failing task rejects with its message and its place in TypeScript", async () => {
  const failure = run(broken, {});
  await expect(failure).rejects.toThrow(RunError);
  await expect(failure).rejects.toThrow(/^explode: no rows \(.*pipelines\.ts:\d+:\d+\)$/);
  await expect(failure).rejects.toMatchObject({ state: "failed", tasks: [{ path: "explode", error: "no rows" }] });
});

test("inputs that are not right, and stand-ins for what is not there, are told", async () => {
  await expect(run(training, { rows: "many" as never })).rejects.toThrow(/`rows`/);
  await expect(run(training, { rows: 1 }, { replace: [replace(shout, () => "")] })).rejects.toThrow(
    "replace: `shout` is no task of the pipeline `training`",
  );
});

test("runPipeline yields events and returns the record", async () => {
  const file = new URL("./samples/pipelines.ts", import.meta.url).pathname;
  const running = runPipeline(`${file}#training`, { rows: 4 });
  const events: string[] = [];
  for await (const event of running) events.push(event.type);
  const record = await running;
  expect(record).toMatchObject({ state: "succeeded", outputs: { parameters: { score: 10 } } });
  expect(events[0]).toBe("run-started");
  expect(events.at(-1)).toBe("run-ended");
  expect(JSON.parse(readFileSync(join(record.directory, "run.json"), "utf8"))).toEqual(record);
});

/** Never called: what the types say. */
async function _types() {
  (await run(training, { rows: 1 as Int })).outputs.score satisfies number;
  (await run(double, { n: 1 as Int })).outputs satisfies number;
  // @ts-expect-error: a fake gives all that the component gives
  replace(fit, async () => ({ score: 1 }));
  // @ts-expect-error: an input that there is not
  await run(training, { roes: 1 as Int });
  // @ts-expect-error: an input is missing
  await run(training);
}

test("a process that was left as it was found runs the next task too", async () => {
  const { outputs } = await run(pids, { count: 6 }, { concurrency: 1 as Int, cache: false });
  expect(new Set(outputs).size).toBe(1);
});
