import { describe, expect, test } from "vitest";
import { Engine } from "./samples/engine/engine.ts";
import type { Leaf } from "./samples/engine/executor.ts";
import { KfpEngine } from "./samples/engine/kfp-engine.ts";
import { RunnerEngine } from "./samples/engine/runner-engine.ts";
import { type Gives, isHere, readPipeline, runPipeline } from "./samples/kfp-pipelines.ts";

type Parameters = Readonly<Record<string, any>>;
interface Expected {
  readonly state?: "FAILED";
  /** The containers that ran, sorted. */
  readonly ran: readonly string[];
  readonly outputs?: object;
}
/**
 * A file of KFP's, a run's inputs, what containers give, and what happens then; on KFP 2.17 too, unless it says what is different there: some
 * of it, or why the run fails.
 */
type Row = readonly [file: string, given: object, gives: Gives, expected: Expected, onKfp?: Partial<Expected> | RegExp];

const failure = new Error("this task fails");
const twice = ({ num }: Parameters) => 2 * num;
const pairs = [
  { A_a: "heads", B_b: ["p", "q"] },
  { A_a: "tails", B_b: ["r"] },
];

const rows: readonly Row[] = [
  [
    "if_else_with_oneof_parameters.yaml",
    {},
    { "flip-coin": "heads", "print-and-return": "it was heads" },
    {
      ran: ["/condition-branches-1/condition-2/print-and-return", "/flip-coin", "/print-and-return-3"],
      outputs: { Output: "it was heads" },
    },
  ],
  [
    "if_else_with_oneof_parameters.yaml",
    {},
    { "flip-coin": "tails", "print-and-return-2": "it was tails" },
    {
      ran: ["/condition-branches-1/condition-3/print-and-return-2", "/flip-coin", "/print-and-return-3"],
      outputs: { Output: "it was tails" },
    },
  ],
  [
    "if_else_with_oneof_artifacts.yaml",
    {},
    { "flip-coin": "tails" },
    {
      ran: [
        "/flip-coin-pipeline/condition-branches-1/condition-3/param-to-artifact-2",
        "/flip-coin-pipeline/flip-coin",
        "/flip-coin-pipeline/print-artifact",
        "/print-artifact",
      ],
    },
  ],
  [
    "critical/flip_coin.yaml",
    {},
    { "flip-coin": "tails", "random-num-2": 20, "print-msg-3": ({ msg }: Parameters) => void expect(msg).toBe("tails and 20 > 15!") },
    { ran: ["/condition-4/condition-5/print-msg-3", "/condition-4/random-num-2", "/flip-coin"] },
  ],
  [
    "critical/flip_coin.yaml",
    {},
    { "flip-coin": "heads", "random-num": 5 },
    { ran: ["/condition-1/condition-3/print-msg-2", "/condition-1/random-num", "/flip-coin"] },
  ],
  [
    "pipeline_with_loops_and_conditions.yaml",
    { loop_parameter: [] },
    { "flip-coin-op": "no-such-result", "args-generator-op": pairs },
    { ran: ["/args-generator-op", "/flip-coin-op"] },
  ],
  [
    "pipeline_with_loops_and_conditions.yaml",
    { loop_parameter: [{ A_a: "heads", B_b: ["x"] }] },
    { "flip-coin-op": "heads", "args-generator-op": pairs, "args-generator-op-2": [{ A_a: "z" }] },
    {
      ran: [
        "/args-generator-op",
        "/condition-1/args-generator-op-2",
        "/condition-1/for-loop-2[0]/condition-3/print-text-2",
        "/condition-1/for-loop-2[0]/condition-4/print-text-3",
        "/condition-1/for-loop-2[0]/for-loop-12[0]/condition-13/print-text-8",
        "/condition-1/for-loop-2[0]/for-loop-12[0]/print-text-7",
        "/condition-1/for-loop-2[0]/for-loop-12[1]/print-text-7",
        "/condition-1/for-loop-2[0]/for-loop-8[0]/print-text-4",
        "/condition-1/for-loop-2[0]/for-loop-8[1]/print-text-4",
        "/condition-1/for-loop-2[0]/for-loop-9[0]/for-loop-10[0]/print-text-6",
        "/condition-1/for-loop-2[0]/for-loop-9[0]/print-text-5",
        "/condition-1/for-loop-2[0]/print-text",
        "/condition-1/for-loop-2[1]/condition-4/print-text-3",
        "/condition-1/for-loop-2[1]/condition-5/for-loop-7[0]/print-struct",
        "/condition-1/for-loop-2[1]/condition-5/for-loop-7[1]/print-struct",
        "/condition-1/for-loop-2[1]/for-loop-12[0]/condition-13/print-text-8",
        "/condition-1/for-loop-2[1]/for-loop-12[0]/print-text-7",
        "/condition-1/for-loop-2[1]/for-loop-12[1]/print-text-7",
        "/condition-1/for-loop-2[1]/for-loop-8[0]/print-text-4",
        "/condition-1/for-loop-2[1]/for-loop-9[0]/for-loop-10[0]/print-text-6",
        "/condition-1/for-loop-2[1]/for-loop-9[0]/print-text-5",
        "/condition-1/for-loop-2[1]/print-text",
        "/flip-coin-op",
        "/for-loop-14[0]/condition-15/for-loop-16[0]/print-text-9",
      ],
    },
    // A selector on a loop is evaluated again in each iteration, where the list is gone.
    /a selector finds no value/,
  ],
  [
    "nested_with_parameters.yaml",
    {},
    {
      double: twice,
      "double-2": twice,
      "add-two-nums": ({ x, y }: Parameters) => 10 * x + y,
      add: ({ nums }: Parameters) => nums.flat().at(-1) + nums.length,
    },
    {
      ran: [
        "/add",
        ...[0, 1, 2].flatMap((i) =>
          [0, 1, 2].flatMap((j) => ["add-two-nums", "double", "double-2"].map((name) => `/for-loop-2[${i}]/for-loop-4[${j}]/${name}`)),
        ),
      ],
      outputs: {
        Output: [
          [22, 24, 26],
          [42, 44, 46],
          [62, 64, 66],
        ],
      },
    },
    // Lists of lists are gathered flat.
    { outputs: { Output: [22, 24, 26, 42, 44, 46, 62, 64, 66] } },
  ],
  [
    "conditional_producer_and_consumers.yaml",
    {},
    { double: twice, add: ({ nums }: Parameters) => nums[0] + nums[1] },
    { ran: ["/condition-4/add", "/for-loop-2[1]/condition-3/double", "/for-loop-2[2]/condition-3/double"], outputs: { Output: 10 } },
    /the driver crashes/,
  ],
  [
    "conditional_producer_and_consumers.yaml",
    { threshold: 3 },
    { double: twice },
    { ran: ["/for-loop-2[2]/condition-3/double"] },
    /the driver crashes/,
  ],
  [
    "critical/collected_parameters.yaml",
    {},
    { "split-ids": ["a", "b"], "prepend-id": ({ content }: Parameters) => `model_id_${content}` },
    {
      ran: [
        "/collecting-parameters/consume-ids",
        "/collecting-parameters/for-loop-1[0]/consume-single-id",
        "/collecting-parameters/for-loop-1[0]/prepend-id",
        "/collecting-parameters/for-loop-1[1]/consume-single-id",
        "/collecting-parameters/for-loop-1[1]/prepend-id",
        "/collecting-parameters/split-ids",
        "/consume-ids",
      ],
    },
  ],
  [
    "critical/collected_parameters.yaml",
    {},
    { "split-ids": [], "consume-ids": ({ ids }: Parameters) => void expect(ids).toEqual([]) },
    { ran: ["/collecting-parameters/consume-ids", "/collecting-parameters/split-ids", "/consume-ids"] },
    // Nothing is known of the tasks of a loop that has not turned.
    /is not in the tasks/,
  ],
  [
    "collected_artifacts.yaml",
    {},
    {
      "split-ids": ["a", "b"],
      "split-chars": ["x", "y"],
      "read-models": (_: Parameters, { path, inputs }: Leaf) => {
        const uris = inputs.artifacts.get("models")!.map(({ uri }) => /for-loop-1.*(?=\/read-single)/.exec(uri!)![0]);
        const inside = (i: number) => [0, 1].map((j) => `for-loop-1[${i}]/for-loop-2[${j}]`);
        expect(uris).toEqual(path === "/read-models" ? [...inside(0), ...inside(1)] : inside(Number(/\d(?=\])/.exec(path)![0])));
      },
    },
    {
      ran: [
        ...[0, 1].flatMap((i) =>
          [
            ...[
              "create-file",
              ...[0, 1].flatMap((j) => [
                `for-loop-2[${j}]/read-single-dataset-generate-model`,
                `for-loop-2[${j}]/single-node-dag/create-dataset`,
              ]),
            ],
            ...["read-datasets", "read-models", "read-single-file"],
          ].map((name) => `/collecting-artifacts/for-loop-1[${i}]/${name}`),
        ),
        "/collecting-artifacts/split-chars",
        "/collecting-artifacts/split-ids",
        "/read-models",
      ],
    },
  ],
  [
    "pipeline_with_parallelfor_list_artifacts_GH-12033.yaml",
    {},
    {},
    {
      ran: [
        ...[0, 1, 2, 3].map((i) => `/for-loop-1[${i}]/print-artifact-name`),
        ...[0, 1, 2, 3].map((i) => `/for-loop-2[${i}]/print-artifact-name-2`),
        ...[0, 1, 2, 3].map((i) => `/make-artifacts/for-loop-1[${i}]/make-artifact`),
        ...[0, 1, 2, 3].map((i) => `/make-datasets/for-loop-1[${i}]/make-dataset`),
      ],
    },
    /artifact iterator not implemented yet/,
  ],
  [
    "pipeline_with_parallelfor_parallelism.yaml",
    { loop_parameter: ["p", "q"] },
    {},
    {
      ran: [
        "/for-loop-1[0]/for-loop-2[0]/print-text-2",
        "/for-loop-1[0]/for-loop-2[1]/print-text-2",
        "/for-loop-1[0]/print-text",
        "/for-loop-1[1]/for-loop-2[0]/print-text-2",
        "/for-loop-1[1]/for-loop-2[1]/print-text-2",
        "/for-loop-1[1]/print-text",
        ...[0, 1].flatMap((i) => [
          ...[0, 1].flatMap((j) => ["print-text-5", "print-text-6"].map((name) => `/for-loop-4[${i}]/for-loop-6[${j}]/${name}`)),
          `/for-loop-4[${i}]/print-text-3`,
          `/for-loop-4[${i}]/print-text-4`,
        ]),
        ...[0, 1, 2].map((i) => `/for-loop-8[${i}]/print-int`),
        "/list-dict-maker-0",
        "/list-dict-maker-1",
        "/list-dict-maker-1-2",
        "/list-dict-maker-2",
        "/list-dict-maker-3",
      ],
    },
    // The list that a loop is over is taken away from its iterations; this body loops over it once more.
    /has no input parameter pipelinechannel--loop_parameter/,
  ],
  [
    "pipeline_with_dynamic_task_output_custom_training_job.yaml",
    { project: "p", location: "l" },
    {
      "accelerator-count": 2,
      "accelerator-type": "T4",
      "machine-type": "n1",
      "custom-training-job": ({ worker_pool_specs: [{ machine_spec: given }] }: Parameters) =>
        void expect(given).toEqual({ accelerator_count: "2", accelerator_type: "T4", machine_type: "n1" }),
    },
    { ran: ["/accelerator-count", "/accelerator-type", "/custom-training-job", "/machine-type"] },
  ],
  ["pipeline_with_importer.yaml", {}, { train: "123" }, { ran: ["/condition-1/train-2", "/train"] }],
  [
    "components_with_optional_artifacts.yaml",
    {},
    {},
    {
      ran: [
        "/custom-artifact-printer",
        "/custom-artifact-printer-2",
        "/inner-pipeline-2/python-artifact-printer",
        "/inner-pipeline/python-artifact-printer",
      ],
    },
    /has no input artifact dataset/,
  ],
  [
    "pipeline_as_exit_task.yaml",
    {},
    { "fail-op": failure, "get-run-state": ({ status }: Parameters) => status.state },
    {
      state: "FAILED",
      ran: [
        "/conditional-notification/condition-1/print-op",
        "/conditional-notification/get-run-state",
        "/exit-handler-1/fail-op",
        "/exit-handler-1/print-op",
      ],
    },
  ],
  [
    "pipeline_as_exit_task.yaml",
    {},
    { "get-run-state": ({ status }: Parameters) => status.state },
    { ran: ["/conditional-notification/get-run-state", "/exit-handler-1/fail-op", "/exit-handler-1/print-op"] },
  ],
  [
    "failing/pipeline_with_exit_handler.yaml",
    {},
    { "fail-op": failure },
    { state: "FAILED", ran: ["/exit-handler-1/fail-op", "/exit-handler-1/print-op-2", "/print-op"] },
  ],
  [
    "pipeline_with_task_using_ignore_upstream_failure.yaml",
    {},
    { "fail-op": failure },
    { state: "FAILED", ran: ["/fail-op", "/print-op"] },
  ],
  [
    "critical/pipeline_with_retry.yaml",
    {},
    { add: (_: Parameters, { attempt }: Leaf) => (attempt < 3 ? failure : 3) },
    { ran: ["/add", "/add", "/add"] },
  ],
  [
    "critical/pipeline_with_retry.yaml",
    {},
    { add: (_: Parameters, { attempt }: Leaf) => (attempt < 99 ? failure : 3) },
    { state: "FAILED", ran: ["/add", "/add", "/add", "/add"] },
  ],
];

const cases = rows.map(([file, given, gives, expected, onKfp = {}]) => ({ file, given, gives, expected, onKfp }));

test.skipIf(isHere)("KFP's compiled pipelines are not in ../shared/conformance: their tests are skipped", () => {});

describe.skipIf(!isHere)("KFP's own pipelines, run by the interpreters of the tests", () => {
  test.each(cases)("$file with $given", async ({ file, given, gives, expected }) => {
    for (const engine of [Engine, RunnerEngine]) {
      const { state, ran, outputs } = await runPipeline(engine, readPipeline(file), given, gives);
      expect({ state, ran, outputs }).toEqual({ state: "SUCCEEDED", outputs: {}, ...expected });
    }
  });

  test.each(cases)("$file with $given, as KFP 2.17 does", async ({ file, given, gives, expected, onKfp }) => {
    const { state, ran, outputs, reason } = await runPipeline(KfpEngine, readPipeline(file), given, gives);
    if (onKfp instanceof RegExp) expect([state, reason]).toEqual(["FAILED", expect.stringMatching(onKfp)]);
    else expect({ state, ran, outputs }).toEqual({ state: "SUCCEEDED", outputs: {}, ...expected, ...onKfp });
  });
});
