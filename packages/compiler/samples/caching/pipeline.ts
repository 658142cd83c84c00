// Caching is on unless it is turned off; a key stands for the inputs.
import { component, pipeline } from "@typeline/dsl";

const cached = component(async () => 1);
const never = component(async () => 2, { cache: false });

export const caching = pipeline(() => {
  cached();
  cached({}, { cache: false });
  cached({}, { cache: { key: "rows-of-november" } });
  never();
  never({}, { cache: true });
});
