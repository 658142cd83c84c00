import { join } from "node:path";
import { run, StepFailure } from "./process.mjs";

/** Every compiled file is parsed by KFP: strictly into its protobuf, and by the SDK as a component. */
export async function checkIr(context) {
  return checkWithPython(context, "check_ir.py", context.irFiles ?? []);
}

/** Runs one of our Python checks on files; it prints a JSON list with an entry for each problem. */
export function checkWithPython({ repository, python }, script, files) {
  if (files.length === 0) throw new StepFailure("there is nothing to check");
  const problems = JSON.parse(run(python, [join(repository, "conformance", "python", script)], { input: files.join("\n") }));
  if (problems.length > 0) throw new StepFailure(problems.map(({ file, problem }) => `${file}: ${problem}`).join("\n"));
  return `${files.length} files`;
}
