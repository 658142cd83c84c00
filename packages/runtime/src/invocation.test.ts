import { expect, test } from "vitest";
import { readInvocation } from "./invocation.ts";

const input = '{"inputs":{}}';

test("facts of the run are read from their flags, in both forms", () => {
  const { executorInput, fact } = readInvocation(["--executor_input", input, "--component", "train", "--run_id=r=1", "--run_name", "a b"]);
  expect(executorInput).toEqual({ inputs: {} });
  expect([fact("run_id"), fact("run_name"), fact("created_at")]).toEqual(["r=1", "a b", undefined]);
});

test("a value that looks like a flag is a value", () => {
  const { fact } = readInvocation([`--executor_input=${input}`, "--run_name", "--run_id=forged", "--run_id", "r1"]);
  expect([fact("run_id"), fact("run_name")]).toEqual(["r1", "--run_id=forged"]);
});

test("a placeholder that the engine left as it was, and an empty value, are no facts", () => {
  const { fact } = readInvocation(["--executor_input", input, "--run_id", "{{$.pipeline_job_uuid}}", "--run_name", ""]);
  expect([fact("run_id"), fact("run_name")]).toEqual([undefined, undefined]);
});
