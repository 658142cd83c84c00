// `try`, `catch` and `finally` together: the clean-up runs after both.
import { component, pipeline } from "@typeline/dsl";

const work = component(async () => 1);
const mend = component(async () => 2);
const clean = component(async () => {});

export const catchFinally = pipeline(() => {
  try {
    work();
  } catch {
    mend();
  } finally {
    clean();
  }
});
