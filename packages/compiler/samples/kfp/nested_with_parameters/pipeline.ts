import { component, type Int, pipeline } from "@typeline/dsl";

const double = component(async ({ num }: { num: Int }): Promise<Int> => 2 * num);
const addTwoNums = component(async ({ x, y }: { x: Int; y: Int }): Promise<Int> => x + y);
const add = component(async ({ nums }: { nums: Int[][] }): Promise<Int> => nums.flat().reduce((sum, num) => sum + num, 0));

export const mathPipeline = pipeline(() => {
  const nums = [1, 2, 3].map((x) => [1, 2, 3].map((y) => addTwoNums({ x: double({ num: x }), y: double({ num: y }) })));
  add({ nums });
  return nums;
});
