// Control flow over what is known when the pipeline is compiled is TypeScript's own.
import { component, pipeline } from "@typeline/dsl";

const LEVEL: string = "high";
const fast = component(async ({ n }: { n: number }) => n);
const slow = component(async ({ n }: { n: number }) => n);

function pickStep(level: string) {
  switch (level) {
    case "low":
    case "none":
      return slow;
    case "high": {
      return fast;
    }
    default:
      return slow;
  }
}

export const controlKnown = pipeline(() => {
  let n = 1;
  if (LEVEL === "high") n += 10;
  else n = slow({ n });
  const label = LEVEL.length > 3 ? "long" : "short";
  if (label === "short") return;
  pickStep(LEVEL)({ n });
  n ||= 5;
  pickStep("none")({ n: -n });
});
