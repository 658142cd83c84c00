import { component, type Int, pipeline } from "@typeline/dsl";

const check = component(async ({ size }: { size: Int }) => size % 2 === 0);
const halve = component(async ({ size }: { size: Int }) => console.log(size / 2));
const skip = component(async ({ size, why }: { size: Int; why: string }) => console.log("skipped", size, why));

export const conditionInLoop = pipeline(({ sizes, limit = 10 }: { sizes: Int[]; limit?: Int }) => {
  for (const size of sizes) {
    if (size <= limit) {
      const even = check({ size });
      if (even) {
        halve({ size });
      } else {
        skip({ size, why: "odd" });
      }
    }
  }
});
