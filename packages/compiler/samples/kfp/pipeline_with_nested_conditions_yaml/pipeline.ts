import { container, type Int, pipeline } from "@typeline/dsl";

const flipCoin = container<{}, { output: string }>((_, out) => ({
  image: "python:alpine3.9",
  command: ["sh", "-c"],
  args: [
    `mkdir -p "$(dirname $0)" && python -c "import random; result = 'heads' if random.randint(0,1) == 0 else 'tails'; print(result, end='')" | tee $0`,
    out.output.path,
  ],
}));

const draw = `mkdir -p "$(dirname $2)" && python -c "import random; print(random.randint($0, $1), end='')" | tee $2`;

const generateRandomNumber = container<{}, { output: Int }>((_, out) => ({
  image: "python:alpine3.9",
  command: ["sh", "-c"],
  args: [draw, "0", "9", out.output.path],
}));

const generateRandomNumber2 = container<{}, { output: Int }>((_, out) => ({
  image: "python:alpine3.9",
  command: ["sh", "-c"],
  args: [draw, "10", "19", out.output.path],
}));

const print = container<{ msg: string }>(({ msg }) => ({ image: "python:alpine3.9", command: ["echo", msg] }));

/** Shows how to use dsl.Condition(). */
export const conditionalExecutionPipeline = pipeline(
  () => {
    const side = flipCoin().output;
    if (side === "heads") {
      const number = generateRandomNumber().output;
      if (number > 5) print({ msg: `heads and ${number} > 5!` });
      if (number <= 5) print({ msg: `heads and ${number} <= 5!` });
    }
    if (side === "tails") {
      const number = generateRandomNumber2().output;
      if (number > 15) print({ msg: `tails and ${number} > 15!` });
      if (number <= 15) print({ msg: `tails and ${number} <= 15!` });
    }
  },
  { displayName: "Conditional execution pipeline." },
);
