import { component, pipeline } from "@typeline/dsl";
import { utilFunc, utilFunc2 } from "./utils.ts";

const echo = component(async ({ msg }: { msg: string }) => {
  if (utilFunc(msg) !== `${msg} from util_func`) throw new Error("util_func does not say what it should");
  if (utilFunc2(msg) !== `${msg} from util_func2`) throw new Error("util_func2 does not say what it should");
});

/** A simple hello world pipeline */
export const pipelineWithUtils = pipeline(({ msg = "Hello, World!" }: { msg?: string }) => {
  echo({ msg });
});
