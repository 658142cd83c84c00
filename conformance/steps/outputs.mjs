import { checkWithPython } from "./check-ir.mjs";

/** What the components wrote is parsed strictly into KFP's ExecutorOutput. */
export async function checkExecutorOutputs(context) {
  return checkWithPython(context, "check_executor_outputs.py", context.executorOutputs ?? []);
}
