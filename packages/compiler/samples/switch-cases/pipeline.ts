// `switch`: empty clauses share the statements of the next one; `default` may stand anywhere; `break` ends a clause.
import { component, pipeline } from "@typeline/dsl";

const gpu = component(async () => {});
const cpu = component(async () => {});
const log = component(async ({ text }: { text: string }) => {
  console.log(text);
});

export const switchCases = pipeline(({ size }: { size: "small" | "middle" | "large" | "huge" }) => {
  switch (size) {
    case "large":
    case "huge":
      gpu();
      break;
    default: {
      cpu({}, { name: "other" });
      break;
    }
    case "small":
      cpu();
      log({ text: size });
  }
});
