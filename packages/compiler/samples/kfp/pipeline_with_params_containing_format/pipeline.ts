import { component, pipeline } from "@typeline/dsl";

const printOp = component(async ({ text }: { text: string }) => {
  console.log(text);
  return text;
});

const printOp2 = component(async ({ text1, text2 }: { text1: string; text2: string }) => {
  console.log(text1 + text2);
  return text1 + text2;
});

export const pipelineWithPipelineparamContainingFormat = pipeline(({ name = "KFP" }: { name?: string }) => {
  const printed = printOp({ text: `Hello ${name}` });
  printOp({ text: `${printed}, again.` });
  for (const item of ["1", "2"]) printOp2({ text1: item, text2: ` and ${name}.` });
});
