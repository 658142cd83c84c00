import { component, pipeline } from "@typeline/dsl";

const flipCoinOp = component(async (): Promise<string> => (Math.random() < 0.5 ? "heads" : "tails"));
const printOp = component(async ({ msg }: { msg: string }) => console.log(msg));

export const singleConditionPipeline = pipeline(({ text = "condition test" }: { text?: string }) => {
  const flip1 = flipCoinOp({}, { cache: false });
  printOp({ msg: flip1 });
  if (flip1 === "heads") {
    const flip2 = flipCoinOp({}, { cache: false });
    printOp({ msg: flip2 });
    printOp({ msg: text });
  }
});
