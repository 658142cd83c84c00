import { component, type Int, pipeline } from "@typeline/dsl";

const score = component(async ({ seed }: { seed: Int }): Promise<Int> => seed % 100);
const label = component(async ({ text }: { text: string }) => text);
const report = component(async ({ text }: { text: string }) => console.log(text));

export const elifChain = pipeline(({ seed = 7 }: { seed?: Int }) => {
  const points = score({ seed });
  let grade: string;
  if (points > 90) {
    grade = label({ text: "great" });
  } else if (points > 50) {
    grade = label({ text: "fair" });
  } else {
    grade = label({ text: "poor" });
  }
  report({ text: grade });
  return grade;
});
