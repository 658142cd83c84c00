import { component, pipeline } from "@typeline/dsl";

const flipCoin = component(async (): Promise<string> => (Math.random() < 0.5 ? "heads" : "tails"));

const printAndReturn = component(async ({ text }: { text: string }) => {
  console.log(text);
  return text;
});

export const flipCoinPipeline = pipeline(() => {
  const text = flipCoin() === "heads" ? printAndReturn({ text: "Got heads!" }) : printAndReturn({ text: "Got tails!" });
  printAndReturn({ text });
  return text;
});
