import { component, pipeline } from "@typeline/dsl";

interface Args {
  A_a: string;
  B_b: string[];
}

const argsGeneratorOp = component(
  async (): Promise<Args[]> => [
    { A_a: "1", B_b: ["2", "20"] },
    { A_a: "10", B_b: ["22", "222"] },
  ],
);

const flipCoinOp = component(async (): Promise<string> => (Math.random() < 0.5 ? "heads" : "tails"));
const printText = component(async ({ msg, msg2 }: { msg: string; msg2?: string }) => console.log(`msg: ${msg}, msg2: ${msg2}`));
const printStruct = component(async ({ struct }: { struct: { a: string } }) => console.log(struct));

/** Python does not say that these are no strings; KFP hands their JSON text on. */
const asText = (value: Args | string[]) => value as unknown as string;

const parameter = [
  { A_a: "heads", B_b: ["A", "B"] },
  { A_a: "tails", B_b: ["X", "Y", "Z"] },
];

export const pipelineWithLoopsAndConditionsMultiLayers = pipeline(
  ({ msg = "hello", loop_parameter = parameter }: { msg?: string; loop_parameter?: Args[] }) => {
    const flip = flipCoinOp();
    const outerArgs = argsGeneratorOp();
    if (flip !== "no-such-result") {
      const innerArgs = argsGeneratorOp();
      for (const item of outerArgs) {
        printText({ msg });
        if (item.A_a === "heads") printText({ msg: asText(item.B_b) });
        if (flip === "heads") printText({ msg: asText(item.B_b) });
        if (item.A_a === "tails") for (const struct of [{ a: "-1" }, { a: "-2" }]) printStruct({ struct });
        for (const b of item.B_b) printText({ msg: b });
        for (const other of loop_parameter) {
          printText({ msg: asText(other) });
          for (const inner of innerArgs) printText({ msg: asText(other), msg2: inner.A_a });
        }
        for (const text of ["1", "2"]) {
          printText({ msg: text });
          if (text === "1") printText({ msg: "1" });
        }
      }
    }
    for (const item of loop_parameter) {
      if (item.A_a === "heads") for (const b of item.B_b) printText({ msg: b });
    }
  },
);
