import { component, container, pipeline } from "@typeline/dsl";

const printOp1 = component(async ({ msg }: { msg: string }) => {
  console.log(msg);
  return msg;
});

const printOp2 = container<{ msg: string }>(({ msg }) => ({ image: "alpine", command: ["echo", msg] }));

const innerPipeline = pipeline(({ msg }: { msg: string }) => {
  const printed = printOp1({ msg });
  printOp2({ msg: printed });
});

export const pipelineInPipeline = pipeline(() => {
  printOp1({ msg: "Hello" });
  innerPipeline({ msg: "world" });
});
