import { component, pipeline } from "@typeline/dsl";

const flipCoinOp = component(async (): Promise<string> => (Math.random() < 0.5 ? "heads" : "tails"));
const printOp = component(async ({ msg }: { msg: string }) => console.log(msg));

export const nestedConditionsPipeline = pipeline(() => {
  const flip1 = flipCoinOp();
  printOp({ msg: flip1 });
  const flip2 = flipCoinOp();
  printOp({ msg: flip2 });
  if (flip1 !== "no-such-result") {
    const flip3 = flipCoinOp();
    printOp({ msg: flip3 });
    if (flip2 === flip3) {
      const flip4 = flipCoinOp();
      printOp({ msg: flip4 });
    }
  }
});
