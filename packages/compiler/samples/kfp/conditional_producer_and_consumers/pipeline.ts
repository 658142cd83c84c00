import { component, type Int, pipeline } from "@typeline/dsl";

const double = component(async ({ num }: { num: Int }): Promise<Int> => 2 * num);
const add = component(async ({ nums }: { nums: Int[] }): Promise<Int> => nums.reduce((sum, num) => sum + num, 0));

export const mathPipeline = pipeline(({ threshold = 2 }: { threshold?: Int }) => {
  const doubled: Int[] = [];
  for (const num of [1, 2, 3]) {
    if (num >= threshold) doubled.push(double({ num }));
  }
  if (threshold === 2) add({ nums: doubled });
});
