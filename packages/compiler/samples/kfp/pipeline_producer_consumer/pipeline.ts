import { component, type Int, pipeline } from "@typeline/dsl";

const double = component(async ({ num }: { num: Int }): Promise<Int> => 2 * num);
const add = component(async ({ nums }: { nums: Int[][] }): Promise<Int> => nums.flat().reduce((sum, num) => sum + num, 0));

const echoAndReturn = component(async ({ string }: { string: string }) => {
  console.log(string);
  return string;
});

const joinAndPrint = component(async ({ strings }: { strings: string[] }) => console.log(strings.join("")));

const doublePipeline = pipeline(({ num }: { num: Int }) => double({ num }));

const addPipeline = pipeline(({ nums }: { nums: Int[][] }) => ({
  out1: add({ nums }),
  out2: ["m", "a", "t", "h"].map((string) => echoAndReturn({ string })),
}));

export const mathPipeline = pipeline(() => {
  const nums = [1, 2, 3].map(() => [1, 2, 3].map((num) => doublePipeline({ num })));
  const { out1, out2 } = addPipeline({ nums });
  joinAndPrint({ strings: out2 });
  return out1;
});
