import { type Artifact, component, container, pipeline } from "@typeline/dsl";

const printOp1 = component(async ({ msg }: { msg: string }) => {
  console.log(msg);
  return msg;
});

const printOp2 = container<{ msg: string }, { data: Artifact }>(({ msg }, out) => ({
  image: "alpine",
  command: ["sh", "-c", 'mkdir --parents $(dirname "$1") && echo "$0" > "$1"'],
  args: [msg, out.data.path],
}));

const innerPipeline = pipeline(({ msg }: { msg: string }) => {
  const printed = printOp1({ msg });
  const { data } = printOp2({ msg: printed });
  return { msg: printed, data };
});

export const pipelineInPipeline = pipeline(({ msg = "Hello" }: { msg?: string }) => {
  printOp1({ msg });
  return innerPipeline({ msg: "world" }).data;
});
