// `switch (true)` is a chain of `if`s.
import { component, type Int, pipeline } from "@typeline/dsl";

const log = component(async ({ text }: { text: string }) => {
  console.log(text);
});

export const switchTrue = pipeline(({ rows, force }: { rows: Int; force: boolean }) => {
  switch (true) {
    case rows > 1000:
    case force:
      log({ text: "all" });
      break;
    case rows > 10:
      log({ text: "some" });
      break;
    default:
      log({ text: "few" });
  }
});
