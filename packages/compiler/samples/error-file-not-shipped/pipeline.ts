import { readFileSync } from "node:fs";
import { component, pipeline } from "@typeline/dsl";

const ask = component(async () => readFileSync(new URL("./prompt.md", import.meta.url), "utf8"));

export const asking = pipeline(() => {
  ask();
});
