import { component, pipeline } from "@typeline/dsl";

interface Args {
  A_a: string;
  B_b: string;
}

const argsGeneratorOp = component(
  async (): Promise<Args[]> => [
    { A_a: "1", B_b: "2" },
    { A_a: "10", B_b: "20" },
  ],
);

const printText = component(async ({ msg }: { msg: string }) => console.log(msg));
const printStruct = component(async ({ struct }: { struct: Args }) => console.log(struct));

export const pipelineWithLoops = pipeline(({ loop_parameter = ["a", "b"] }: { loop_parameter?: string[] }) => {
  for (const msg of loop_parameter) printText({ msg });
  for (const item of argsGeneratorOp()) {
    printStruct({ struct: item });
    printText({ msg: item.A_a });
    printText({ msg: item.B_b });
  }
  for (const item of [
    { A_a: "1", B_b: "2" },
    { A_a: "10", B_b: "20" },
  ]) {
    printStruct({ struct: item });
    printText({ msg: item.A_a });
    printText({ msg: item.B_b });
  }
});
