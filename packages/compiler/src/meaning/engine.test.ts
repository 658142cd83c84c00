import type { ComponentSpec, PipelineDocument, PipelineTaskSpec } from "@typeline/ir";
import { describe, expect, test } from "vitest";
import { Engine } from "./samples/engine/engine.ts";
import { KfpEngine } from "./samples/engine/kfp-engine.ts";
import { UnsoundDocument } from "./samples/engine/values.ts";
import { type Gives, runPipeline, tabled } from "./samples/kfp-pipelines.ts";

/** Documents by hand, for what KFP's SDK has no words for. Every component has one executor; what it is depends on the table of what it gives. */
const leaf = (inputs: NonNullable<ComponentSpec["inputDefinitions"]>["parameters"] = {}): ComponentSpec => ({
  inputDefinitions: { parameters: inputs },
  outputDefinitions: { parameters: { out: { parameterType: "NUMBER_DOUBLE" } } },
  executorLabel: "exec",
});
const optional = { isOptional: true, parameterType: "NUMBER_DOUBLE" } as const;
const work = leaf({ x: optional });
const task = (component: string, more: Partial<PipelineTaskSpec> = {}): PipelineTaskSpec => ({
  componentRef: { name: component },
  ...more,
});
const from = (producerTask: string, outputParameterKey = "out") => ({ taskOutputParameter: { producerTask, outputParameterKey } });
const group = (tasks: Record<string, PipelineTaskSpec>, more: Partial<ComponentSpec> = {}): ComponentSpec => ({ dag: { tasks }, ...more });
const COMPLETED = { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" } as const;

function pipeline(root: ComponentSpec, components: Record<string, ComponentSpec> = {}, config: object = {}): PipelineDocument {
  return {
    spec: {
      pipelineInfo: { name: "by-hand" },
      root,
      components: { work, ...components },
      deploymentSpec: { executors: { exec: { container: { image: "node" } } } },
      schemaVersion: "2.1.0",
    },
    platforms: { platforms: { typeline: { config } as never } },
  };
}

const failure = new Error("this task fails");
/** One output, which two arms may give. */
const merge = (arms: readonly string[], tasks: Record<string, PipelineTaskSpec>) =>
  group(tasks, {
    dag: {
      tasks,
      outputs: {
        parameters: {
          m: { valueFromOneof: { parameterSelectors: arms.map((producerSubtask) => ({ producerSubtask, outputParameterKey: "out" })) } },
        },
      },
    },
    outputDefinitions: { parameters: { m: { parameterType: "NUMBER_DOUBLE" } } },
  });

/** A group that gives `out` of its task `a`. */
const giving = (a: PipelineTaskSpec): ComponentSpec => ({
  dag: {
    tasks: { a },
    outputs: { parameters: { out: { valueFromParameter: { producerSubtask: "a", outputParameterKey: "out" } } } },
  },
  outputDefinitions: { parameters: { out: { parameterType: "NUMBER_DOUBLE" } } },
});

describe("groups", () => {
  const arm = (condition: string) => task("work", { triggerPolicy: { condition } });

  test("what depends on a skipped task is skipped; what depends on the group around it runs", async () => {
    const document = pipeline(
      group({
        if: task("if"),
        after: task("work", { dependentTasks: ["if"] }),
        skipped: arm("false"),
        dependant: task("work", { dependentTasks: ["skipped"] }),
        further: task("work", { dependentTasks: ["dependant"] }),
      }),
      { if: group({ a: arm("1 > 2"), b: arm("'x' in ['y']") }) },
    );
    for (const engine of [Engine, KfpEngine])
      expect(await runPipeline(engine, document, {}, {})).toMatchObject({ state: "SUCCEEDED", ran: ["/after"] });
  });

  test("one of several branches gives a value; two never do", async () => {
    const document = (a: boolean, b: boolean) =>
      pipeline(group({ if: task("if"), use: task("work", { dependentTasks: ["if"], inputs: { parameters: { x: from("if", "m") } } }) }), {
        if: merge(["a", "b"], { a: arm(`${a}`), b: arm(`${b}`) }),
        work,
      });
    const gives: Gives = { a: 1, b: 2, use: ({ x }: { x?: number }) => (x ?? 0) + 10 };
    for (const engine of [Engine, KfpEngine])
      expect(await runPipeline(engine, document(false, true), {}, gives)).toMatchObject({ state: "SUCCEEDED", ran: ["/if/b", "/use"] });
    await expect(runPipeline(Engine, document(true, true), {}, gives)).rejects.toThrow(UnsoundDocument);
    // No branch: the input is optional.
    expect(await runPipeline(Engine, document(false, false), {}, gives)).toMatchObject({ state: "SUCCEEDED", ran: ["/use"] });
  });

  test("a producer that is not waited for, a type that does not fit, and a missing input are mistakes of the document", async () => {
    const use = (more: Partial<PipelineTaskSpec>) => pipeline(group({ a: task("work"), use: task("work", more) }));
    await expect(runPipeline(Engine, use({ inputs: { parameters: { x: from("a") } } }), {}, {})).rejects.toThrow("a is not waited for");
    const text = { inputs: { parameters: { x: { runtimeValue: { constant: "one" } } } } };
    await expect(runPipeline(Engine, use(text), {}, {})).rejects.toThrow('"one" is no NUMBER_DOUBLE');
    const required = pipeline(group({ a: task("needs") }), { needs: leaf({ x: { parameterType: "NUMBER_DOUBLE" } }) });
    await expect(runPipeline(Engine, required, {}, {})).rejects.toThrow("no value, and it is not optional");
  });
});

describe("failures", () => {
  test("what depends on a failed task does not run, and all else does; the run fails", async () => {
    const document = pipeline(
      group({ a: task("work"), b: task("work", { dependentTasks: ["a"] }), c: task("work", { dependentTasks: ["b"] }), d: task("work") }),
    );
    expect(await runPipeline(Engine, document, {}, { a: failure })).toMatchObject({ state: "FAILED", ran: ["/a", "/d"] });
  });

  /** try { body } catch { handler } next */
  const tryCatch = (handled: boolean) =>
    pipeline(
      group({
        wrapper: task("try-catch"),
        next: task("work", { dependentTasks: ["wrapper"], inputs: { parameters: { x: from("wrapper", "m") } } }),
      }),
      {
        "try-catch": merge(["try", "catch"], {
          try: task("body"),
          catch: task("work", {
            dependentTasks: ["try"],
            inputs: { parameters: { status: { taskFinalStatus: { producerTask: "try" } } } },
            triggerPolicy: { ...COMPLETED, condition: "inputs.parameter_values['status']['state'] in ['FAILED']" },
          }),
        }),
        body: giving(task("work")),
        work: leaf({ x: optional, status: { isOptional: true, parameterType: "TASK_FINAL_STATUS" } }),
      },
      handled ? { handled: ["try-catch/try"] } : {},
    );

  test("a handled failure does not fail its DAG, and the handler's value takes the place", async () => {
    const gives: Gives = { a: failure, catch: 2, next: ({ x }: { x: number }) => x };
    expect(await runPipeline(Engine, tryCatch(true), {}, gives)).toMatchObject({
      state: "SUCCEEDED",
      ran: ["/next", "/wrapper/catch", "/wrapper/try/a"],
    });
    expect(await runPipeline(Engine, tryCatch(true), {}, { ...gives, a: 1 })).toMatchObject({
      state: "SUCCEEDED",
      ran: ["/next", "/wrapper/try/a"],
    });
    expect(await runPipeline(Engine, tryCatch(false), {}, gives)).toMatchObject({
      state: "FAILED",
      ran: ["/wrapper/catch", "/wrapper/try/a"],
    });
    expect(await runPipeline(KfpEngine, tryCatch(true), {}, gives)).toMatchObject({ state: "FAILED" });
  });
});

describe("loops", () => {
  const body = (more: Partial<PipelineTaskSpec> = {}) =>
    group(
      { a: task("work", { inputs: { parameters: { x: { componentInputParameter: "item" } } }, ...more }) },
      {
        dag: {
          tasks: { a: task("work", { inputs: { parameters: { x: { componentInputParameter: "item" } } }, ...more }) },
          outputs: { parameters: { list: { valueFromParameter: { producerSubtask: "a", outputParameterKey: "out" } } } },
        },
        inputDefinitions: { parameters: { item: { parameterType: "NUMBER_DOUBLE" }, xs: { isOptional: true, parameterType: "LIST" } } },
        outputDefinitions: { parameters: { list: { parameterType: "LIST" } } },
      },
    );
  const loop = (more: Partial<PipelineTaskSpec>, component = body()) =>
    pipeline(
      {
        dag: {
          tasks: { loop: task("loop", { inputs: { parameters: { xs: { componentInputParameter: "xs" } } }, ...more }) },
          outputs: { parameters: { out: { valueFromParameter: { producerSubtask: "loop", outputParameterKey: "list" } } } },
        },
        inputDefinitions: { parameters: { xs: { parameterType: "LIST" } } },
        outputDefinitions: { parameters: { out: { parameterType: "LIST" } } },
      },
      { loop: component },
    );
  const over = { parameterIterator: { itemInput: "item", items: { inputParameter: "xs" } } };
  const tenfold: Gives = { a: ({ x }: { x: number }) => 10 * x };

  test("what the iterations give is in the order of the items", async () => {
    for (const engine of [Engine, KfpEngine])
      expect(await runPipeline(engine, loop(over), { xs: [3, 1, 2] }, tenfold)).toMatchObject({ outputs: { out: [30, 10, 20] } });
  });

  test("over nothing they give nothing, which KFP's driver does not survive", async () => {
    expect(await runPipeline(Engine, loop(over), { xs: [] }, tenfold)).toMatchObject({ state: "SUCCEEDED", outputs: { out: [] } });
    expect((await runPipeline(KfpEngine, loop(over), { xs: [] }, tenfold)).outputs).toEqual({});
  });

  test("a condition on the list itself is gone in KFP's iterations", async () => {
    const condition = loop({ ...over, triggerPolicy: { condition: "size(inputs.parameter_values['xs']) > 1" } });
    expect(await runPipeline(Engine, condition, { xs: [1, 2] }, tenfold)).toMatchObject({ outputs: { out: [10, 20] } });
    expect(await runPipeline(KfpEngine, condition, { xs: [1, 2] }, tenfold)).toMatchObject({ state: "FAILED" });
  });

  test("an iteration that fails fails the loop; the others run", async () => {
    const gives: Gives = { a: ({ x }: { x: number }) => (x === 1 ? failure : x) };
    expect(await runPipeline(Engine, loop(over), { xs: [1, 2] }, gives)).toMatchObject({
      state: "FAILED",
      ran: ["/loop[0]/a", "/loop[1]/a"],
    });
  });

  test("a task is tried again, but not in a loop of KFP's", async () => {
    const flaky: Gives = { a: ({ x }: { x: number }, { attempt }: { attempt: number }) => (attempt === 1 ? failure : x) };
    const document = loop(over, body({ retryPolicy: { maxRetryCount: 2 } }));
    expect(await runPipeline(Engine, document, { xs: [1] }, flaky)).toMatchObject({
      state: "SUCCEEDED",
      ran: ["/loop[0]/a", "/loop[0]/a"],
    });
    expect(await runPipeline(KfpEngine, document, { xs: [1] }, flaky)).toMatchObject({ state: "FAILED", ran: ["/loop[0]/a"] });
  });
});

describe("what KFP's engine alone does", () => {
  test("a branch whose results are all cached is not complete", async () => {
    const document = pipeline(
      group({ if: task("if"), use: task("work", { dependentTasks: ["if"], inputs: { parameters: { x: from("if", "m") } } }) }),
      {
        if: merge(["arm"], { arm: task("arm") }),
        arm: giving(task("work", { cachingOptions: { enableCache: true } })),
      },
    );
    const run = (isCached: (path: string) => boolean) =>
      new KfpEngine(document, tabled({}, []), isCached).run({ parameters: new Map(), artifacts: new Map() });
    expect(await run(() => false)).toMatchObject({ state: "SUCCEEDED" });
    expect(await run(() => true)).toMatchObject({ state: "FAILED", reason: expect.stringMatching("no successful task found") });
  });

  test("an absent optional input reaches a task of the root, and no task of a group", async () => {
    const x = { componentInputParameter: "x" };
    const inner = (isOptional: boolean) =>
      pipeline(group({ in: task("group", { inputs: { parameters: { x } } }) }, { inputDefinitions: { parameters: { x: optional } } }), {
        group: group(
          { a: task("work", { inputs: { parameters: { x } } }) },
          { inputDefinitions: { parameters: { x: { ...optional, isOptional } } } },
        ),
      });
    const direct = pipeline(
      group({ a: task("work", { inputs: { parameters: { x } } }) }, { inputDefinitions: { parameters: { x: optional } } }),
    );
    expect(await runPipeline(KfpEngine, direct, {}, {})).toMatchObject({ state: "SUCCEEDED", ran: ["/a"] });
    expect(await runPipeline(KfpEngine, inner(true), {}, {})).toMatchObject({
      state: "FAILED",
      reason: expect.stringMatching("has no input"),
    });
    expect(await runPipeline(KfpEngine, inner(false), {}, {})).toMatchObject({ state: "FAILED", reason: expect.stringMatching("is null") });
    expect(await runPipeline(Engine, inner(true), {}, {})).toMatchObject({ state: "SUCCEEDED", ran: ["/in/a"] });
  });

  test("an exit task runs once for each task that it waits for, and nothing can wait for it", async () => {
    const tasks = {
      a: task("work"),
      b: task("work", { dependentTasks: ["a"] }),
      exit: task("work", { dependentTasks: ["a", "b"], triggerPolicy: COMPLETED }),
    };
    expect(await runPipeline(KfpEngine, pipeline(group(tasks)), {}, {})).toMatchObject({ ran: ["/a", "/b", "/exit", "/exit"] });
    expect(await runPipeline(Engine, pipeline(group(tasks)), {}, {})).toMatchObject({ ran: ["/a", "/b", "/exit"] });
    const late = pipeline(group({ ...tasks, late: task("work", { dependentTasks: ["exit"] }) }));
    expect(await runPipeline(KfpEngine, late, {}, {})).toMatchObject({ state: "FAILED", ran: [] });
    expect(await runPipeline(Engine, late, {}, {})).toMatchObject({ state: "SUCCEEDED", ran: ["/a", "/b", "/exit", "/late"] });
  });
});
