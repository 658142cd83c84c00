import { component, type Int, pipeline } from "@typeline/dsl";

const flipCoin = component(async (): Promise<string> => (Math.random() < 0.5 ? "heads" : "tails"));

const randomNum = component(
  async ({ low, high }: { low: Int; high: Int }): Promise<Int> => low + Math.floor(Math.random() * (high - low + 1)),
);

const printMsg = component(async ({ msg }: { msg: string }) => console.log(msg));

/** Shows how to use dsl.If(). */
export const conditionalExecutionPipeline = pipeline(
  () => {
    const side = flipCoin();
    if (side === "heads") {
      const number = randomNum({ low: 0, high: 9 });
      if (number > 5) printMsg({ msg: `heads and ${number} > 5!` });
      if (number <= 5) printMsg({ msg: `heads and ${number} <= 5!` });
    }
    if (side === "tails") {
      const number = randomNum({ low: 10, high: 19 });
      if (number > 15) printMsg({ msg: `tails and ${number} > 15!` });
      if (number <= 15) printMsg({ msg: `tails and ${number} <= 15!` });
    }
  },
  { defaults: { cache: false } },
);
