// A loop over a literal list of JSON values: the graph's own, its items in the IR; the index, where it is asked for, is among them.
import { component, type Int, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);
const log = component(async ({ text }: { text: string }) => {
  console.log(text);
});
const repeat = component(async ({ times, place }: { times: Int; place: Int }) => times + place);

export const loopsLiterals = pipeline(({ base }: { base: number }) => {
  for (const rate of [0.1, 0.01]) fit({ rate: rate * base });
  for (const name of ["a", "b"]) log({ text: name });
  for (const [index, times] of [3, 5].entries()) repeat({ times, place: index });
  [true, false].forEach((flag, index) => log({ text: `${flag} ${index}` }));
  for (const { name, sizes } of [
    { name: "x", sizes: [1, 2] },
    { name: "y", sizes: [3] },
  ])
    log({ text: `${name} ${sizes.length}` });
});
