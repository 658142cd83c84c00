import type { JsonValue } from "@typeline/ir";
import { type Gives, HOSTILE } from "./stubs.ts";

/** One run of a pipeline. */
export interface Case {
  /** `sample/…` is one of the compiler's samples, `kfp/…` a file that KFP's own SDK has compiled. */
  readonly pipeline: string;
  readonly given?: Readonly<Record<string, JsonValue>>;
  readonly gives?: Gives;
  /** How many containers run, each attempt counted: a row whose names are wrong is found by it. */
  readonly containers: number;
  readonly fails?: true;
  /** How the run goes, in words, and how many pods KFP's backend starts in it: for `docs/benchmarks.md`. */
  readonly onKfp?: { readonly run: string; readonly pods: number };
}

const failure = new Error("this container fails");
/** Fails in the attempts before this one. */
const untilAttempt = (number: number, value: JsonValue) => (_: unknown, attempt: number) => (attempt < number ? failure : value);
const pairs = [
  { A_a: "heads", B_b: ["p", "q"] },
  { A_a: "tails", B_b: ["r"] },
];

const conditions: readonly Case[] = [
  { pipeline: "sample/branches-elif", gives: { load: 5 }, containers: 3 },
  { pipeline: "sample/branches-elif", gives: { load: 50 }, containers: 3 },
  { pipeline: "sample/branches-elif", given: { force: true }, gives: { load: 50 }, containers: 3 },
  { pipeline: "sample/branches-elif", gives: { load: 5000 }, containers: 3 },
  { pipeline: "sample/branches-nested", gives: { load: { data: HOSTILE, ok: true } }, containers: 4 },
  { pipeline: "sample/branches-nested", given: { dirty: false, note: HOSTILE }, gives: { load: { data: "", ok: true } }, containers: 3 },
  { pipeline: "sample/branches-nested", gives: { load: { data: "x", ok: false } }, containers: 1 },
  { pipeline: "sample/branches-return-nested", gives: { load: { clean: false, rows: 9 } }, containers: 3 },
  { pipeline: "sample/branches-return-nested", given: { strict: true }, gives: { load: { clean: false, rows: 9 } }, containers: 2 },
  { pipeline: "sample/branches-return-nested", gives: { load: { clean: true, rows: 1 } }, containers: 3 },
  { pipeline: "sample/switch-cases", given: { size: "huge" }, containers: 1 },
  { pipeline: "sample/switch-cases", given: { size: "small" }, containers: 2 },
  { pipeline: "sample/switch-cases", given: { size: HOSTILE.replace("}}{", "") }, containers: 1 },
  {
    pipeline: "sample/conditions-presence",
    given: { config: { owner: null, name: "c", "max-rows": 20, inner: { rate: 0.5, tag: "t" }, depth: 3 }, note: "x", limit: 4 },
    containers: 9,
  },
  { pipeline: "sample/conditions-presence", given: { config: { owner: "me", name: "c" } }, containers: 6 },
  {
    pipeline: "kfp/critical/flip_coin.yaml",
    gives: { "flip-coin": "tails", "random-num-2": 20 },
    containers: 3,
    onKfp: { run: "tails, and a number above: a branch in a branch", pods: 11 },
  },
  { pipeline: "kfp/critical/flip_coin.yaml", gives: { "flip-coin": "heads", "random-num": 5 }, containers: 3 },
  {
    pipeline: "kfp/critical/flip_coin.yaml",
    gives: { "flip-coin": "neither" },
    containers: 1,
    onKfp: { run: "no branch is taken", pods: 5 },
  },
  {
    pipeline: "kfp/essential/pipeline_with_nested_conditions.yaml",
    gives: { "flip-coin-op": "x", "flip-coin-op-2": "same", "flip-coin-op-3": "same" },
    containers: 8,
    onKfp: { run: "both conditions are true", pods: 19 },
  },
];

const merges: readonly Case[] = [
  { pipeline: "sample/merges-nested", given: { first: true, second: false, third: true }, containers: 2 },
  { pipeline: "sample/merges-nested", given: { first: false, second: true, third: true }, containers: 2 },
  { pipeline: "sample/merges-nested", given: { first: false, second: false, third: false }, containers: 1 },
  { pipeline: "sample/merges-jumps", given: { kind: "deep", odd: true, stop: false }, containers: 4 },
  { pipeline: "sample/merges-jumps", given: { kind: "flat", odd: false, stop: true }, containers: 5 },
  { pipeline: "sample/merges-artifacts", given: { deep: true, dirty: true }, containers: 3 },
  { pipeline: "sample/merges-artifacts", given: { deep: false, dirty: false }, containers: 2 },
  {
    pipeline: "kfp/if_else_with_oneof_parameters.yaml",
    gives: { "flip-coin": "heads", "print-and-return": HOSTILE },
    containers: 3,
    onKfp: { run: "heads", pods: 10 },
  },
  { pipeline: "kfp/if_else_with_oneof_parameters.yaml", gives: { "flip-coin": "tails", "print-and-return-2": "" }, containers: 3 },
  { pipeline: "kfp/if_else_with_oneof_artifacts.yaml", gives: { "flip-coin": "heads" }, containers: 4 },
  { pipeline: "kfp/if_else_with_oneof_artifacts.yaml", gives: { "flip-coin": "tails" }, containers: 4, onKfp: { run: "tails", pods: 13 } },
];

const loops: readonly Case[] = [
  { pipeline: "sample/loops-nested", given: { grid: [[1, 2], [], [3]], depths: [4, 5] }, containers: 7 },
  { pipeline: "sample/loops-nested", given: { grid: [], depths: [] }, containers: 0 },
  { pipeline: "sample/loops-branches", given: { again: true, label: "l", sizes: [1, 1000] }, containers: 8 },
  { pipeline: "sample/loops-branches", given: { again: true, label: "l", sizes: [] }, containers: 0 },
  { pipeline: "sample/loops-branches", given: { again: false, label: HOSTILE.slice(0, 20), sizes: [7] }, containers: 2 },
  { pipeline: "sample/loops-continue", given: { all: true, names: ["skip", "a"] }, gives: { load: 5 }, containers: 3 },
  { pipeline: "sample/loops-continue", given: { all: false, names: ["b", "skip", HOSTILE] }, gives: { load: 50 }, containers: 4 },
  { pipeline: "sample/loops-limits", given: { rates: [1, 2, 3, 4] }, containers: 8 },
  {
    pipeline: "sample/loops-structs",
    given: { config: { names: ["n", HOSTILE], deep: { sizes: [1, 2, -3] } } },
    gives: {
      jobs: [
        { name: HOSTILE, rows: 3, options: { rate: 0.5, tags: ["t", "{{item}}"] }, note: "" },
        { name: "", rows: 0, options: { rate: 1e21, tags: [] } },
      ],
    },
    containers: 10,
  },
  {
    pipeline: "kfp/parallel_and_nested/pipeline_with_loops.yaml",
    gives: { "args-generator-op": [] },
    containers: 9,
    onKfp: { run: "loops over 2, 3 and 0 items", pods: 26 },
  },
  {
    pipeline: "kfp/pipeline_with_loops_and_conditions.yaml",
    given: { loop_parameter: [] },
    gives: { "flip-coin-op": "no-such-result", "args-generator-op": pairs },
    containers: 2,
  },
  {
    pipeline: "kfp/pipeline_with_loops_and_conditions.yaml",
    given: { loop_parameter: [{ A_a: "heads", B_b: ["x"] }] },
    gives: { "flip-coin-op": "heads", "args-generator-op": pairs, "args-generator-op-2": [{ A_a: "z" }] },
    containers: 24,
  },
  {
    pipeline: "kfp/pipeline_with_parallelfor_parallelism.yaml",
    given: { loop_parameter: ["p", "q"] },
    containers: 26,
    onKfp: { run: "a loop over 2 items, and those of the file", pods: 80 },
  },
];

const gathering: readonly Case[] = [
  { pipeline: "sample/gathering-kept", given: { rates: [0.2, 0.9, 0.7], depths: [1, 2] }, containers: 13 },
  { pipeline: "sample/gathering-kept", given: { rates: [], depths: [1] }, containers: 1 },
  { pipeline: "sample/gathering-map", given: { rates: [3, 1, 2] }, containers: 4 },
  { pipeline: "sample/gathering-map", given: { rates: [] }, containers: 1 },
  {
    pipeline: "kfp/nested_with_parameters.yaml",
    gives: {
      double: ({ num }) => 2 * num,
      "double-2": ({ num }) => 2 * num,
      "add-two-nums": ({ x, y }) => 10 * x + y,
      add: ({ nums }) => nums.flat().at(-1) + nums.length,
    },
    containers: 28,
    onKfp: { run: "3 by 3 items", pods: 73 },
  },
  {
    pipeline: "kfp/critical/collected_parameters.yaml",
    gives: { "split-ids": ["a", HOSTILE, "3", "[1]", "null"], "prepend-id": ({ content }) => content },
    containers: 13,
    onKfp: { run: "a loop over 5 items", pods: 34 },
  },
  {
    pipeline: "kfp/critical/collected_parameters.yaml",
    gives: { "split-ids": [] },
    containers: 3,
    onKfp: { run: "a loop over none", pods: 9 },
  },
];

const failures: readonly Case[] = [
  { pipeline: "sample/finally-nested", given: { names: ["a", "b"], twice: true }, containers: 9 },
  {
    pipeline: "sample/finally-nested",
    given: { names: ["a", "b"], twice: true },
    gives: { work: ({ name }) => (name === "b" ? failure : 1), "work-2": failure },
    containers: 9,
    fails: true,
  },
  { pipeline: "sample/finally-several", containers: 4 },
  { pipeline: "sample/finally-several", gives: { train: failure }, containers: 5, fails: true },
  { pipeline: "sample/catch-merges", containers: 2 },
  { pipeline: "sample/catch-merges", gives: { train: failure }, containers: 4 },
  { pipeline: "sample/catch-merges", gives: { train: failure, backup: failure }, containers: 3, fails: true },
  { pipeline: "sample/catch-finally", gives: { work: failure }, containers: 3 },
  { pipeline: "sample/catch-finally", gives: { work: failure, mend: failure }, containers: 3, fails: true },
  { pipeline: "sample/completed", given: { names: ["a", "b"] }, containers: 6 },
  { pipeline: "sample/completed", given: { names: ["a"] }, gives: { load: failure, "load-2": failure }, containers: 4, fails: true },
  { pipeline: "sample/throw-loops", given: { names: ["a", "bb"] }, gives: { load: 3 }, containers: 8 },
  {
    pipeline: "sample/throw-loops",
    given: { names: ["a", "bb"] },
    gives: { load: ({ name }) => (name === "bb" ? 500 : 3), fail: failure },
    containers: 4,
    fails: true,
  },
  { pipeline: "kfp/failing/pipeline_with_exit_handler.yaml", gives: { "fail-op": failure }, containers: 3, fails: true },
  { pipeline: "kfp/failing/pipeline_with_exit_handler.yaml", containers: 3, onKfp: { run: "nothing fails", pods: 8 } },
  {
    pipeline: "kfp/pipeline_as_exit_task.yaml",
    gives: { "fail-op": failure, "get-run-state": ({ status }) => status.state },
    containers: 4,
    fails: true,
  },
  { pipeline: "kfp/pipeline_as_exit_task.yaml", gives: { "get-run-state": ({ status }) => status.state }, containers: 3 },
  {
    pipeline: "kfp/pipeline_with_task_using_ignore_upstream_failure.yaml",
    gives: { "fail-op": failure },
    containers: 2,
    fails: true,
  },
  {
    pipeline: "kfp/critical/pipeline_with_retry.yaml",
    gives: { add: untilAttempt(3, 8) },
    containers: 3,
    onKfp: { run: "the third attempt succeeds", pods: 5 },
  },
  { pipeline: "kfp/critical/pipeline_with_retry.yaml", gives: { add: failure }, containers: 4, fails: true },
];

const inputs: readonly Case[] = [
  { pipeline: "sample/nested-optional", containers: 6 },
  { pipeline: "sample/nested-optional", given: { label: HOSTILE.slice(0, 40) }, containers: 6 },
  { pipeline: "sample/nested-outputs", given: { label: "a b" }, gives: { load: { stats: { mean: 2, rows: 3 } } }, containers: 4 },
  {
    pipeline: "sample/arguments-assembled",
    given: { name: "n", rate: 1e-7, base: { rate: 1, name: "{{=x}}", depth: 2 } },
    gives: { fit: { score: 2.5, tags: ["a", HOSTILE] } },
    containers: 3,
  },
  {
    pipeline: "sample/selectors",
    given: { config: { optimizer: { rate: 1e21, "weight-decay": 0, steps: [3] }, layers: [{ units: 1 }, { units: 2 }], note: HOSTILE } },
    gives: {
      load: {
        config: { optimizer: { rate: 0.5, "weight-decay": -1, steps: [] }, layers: [{ units: 8 }], note: "" },
        pair: [HOSTILE, 1],
      },
    },
    containers: 3,
  },
  { pipeline: "sample/types-optional", containers: 2 },
  { pipeline: "sample/types-optional", given: { epochs: 0, rate: 0 }, containers: 2 },
  { pipeline: "sample/container-arguments", containers: 4 },
  { pipeline: "sample/run-facts", containers: 3 },
  {
    pipeline: "kfp/parallel_and_nested/nested_pipeline_opt_inputs_parent_level_compiled.yaml",
    containers: 6,
    onKfp: { run: "to its end", pods: 15 },
  },
  { pipeline: "kfp/essential/lightweight_python_functions_pipeline.yaml", given: { message: HOSTILE.slice(0, 30) }, containers: 2 },
  { pipeline: "kfp/pipeline_with_google_artifact_type.yaml", containers: 2 },
  { pipeline: "kfp/components_with_optional_artifacts.yaml", containers: 4, onKfp: { run: "to its end", pods: 12 } },
  { pipeline: "kfp/essential/pipeline_with_after.yaml", containers: 3 },
  { pipeline: "sample/order", containers: 5 },
  { pipeline: "sample/order", gives: { log: failure }, containers: 4, fails: true },
  {
    pipeline: "sample/groups-options",
    given: { rates: [1, 2], deep: true, pull: "registry" },
    gives: { choose: { claim: "rows", secret: "token", memory: "2Gi", gpus: 1, image: "node:24" } },
    containers: 5,
  },
  { pipeline: "kfp/critical/pipeline_with_placeholders.yaml", containers: 1 },
  { pipeline: "kfp/critical/add_numbers.yaml", given: { a: 1, b: 2 }, containers: 1, onKfp: { run: "to its end", pods: 3 } },
  { pipeline: "kfp/critical/two_step_pipeline_containerized.yaml", containers: 2, onKfp: { run: "to its end", pods: 5 } },
  { pipeline: "kfp/parallel_and_nested/pipeline_in_pipeline.yaml", containers: 3, onKfp: { run: "to its end", pods: 8 } },
  { pipeline: "kfp/xgboost_sample_pipeline.yaml", containers: 8, onKfp: { run: "to its end", pods: 17 } },
  { pipeline: "kfp/pipeline_with_volume.yaml", containers: 4, onKfp: { run: "to its end", pods: 7 } },
  {
    pipeline: "sample/options-symbolic",
    given: {
      disk: { claim: "c", path: "/data" },
      image: "node:22",
      secret: "s",
      tolerations: [{ key: "gpu", operator: "Exists" }],
    },
    gives: { size: { claim: "c", cpu: "500m", gpus: 2, memory: "4Gi" } },
    containers: 3,
  },
  { pipeline: "kfp/pipeline_with_string_machine_fields_pipeline_input.yaml", containers: 1 },
  {
    pipeline: "kfp/pipeline_with_string_machine_fields_task_output.yaml",
    gives: { "cpu-limit": "4000m", "memory-limit": "15G", "accelerator-type": "nvidia.com/gpu", "accelerator-limit": "1" },
    containers: 5,
  },
];

export const cases: readonly Case[] = [...conditions, ...merges, ...loops, ...gathering, ...failures, ...inputs];
