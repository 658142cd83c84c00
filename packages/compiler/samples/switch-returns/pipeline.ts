// A `return` in every case: one of several producers. Numbers and enums are compared like texts.
import { component, type Int, pipeline } from "@typeline/dsl";

enum Level {
  Low = 1,
  High = 2,
}
const fast = component(async () => 1);
const slow = component(async () => 2);
const kind = component(async () => 1 as Int);

export const switchReturns = pipeline(() => {
  switch (kind()) {
    case Level.Low:
      return { done: fast() };
    case Level.High:
      return { done: slow() };
    default:
      return { done: slow({}, { name: "slowest" }) };
  }
});
