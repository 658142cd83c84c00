// Merges in merges: each wrapper gives the value under the variable's name, so that the next can choose it.
import { component, pipeline } from "@typeline/dsl";

const a = component(async () => "a");
const b = component(async () => "b");
const c = component(async () => "c");
const use = component(async ({ text, other }: { text: string; other: string }) => {
  console.log(text, other);
});

export const mergesNested = pipeline(({ first, second, third }: { first: boolean; second: boolean; third: boolean }) => {
  let text: string;
  let other = "none";
  if (first) {
    if (second) text = a();
    else text = b();
    if (third) other = text;
  } else if (third) {
    text = c();
  } else {
    text = "fixed";
  }
  use({ text, other });
});
