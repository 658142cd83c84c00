// Names of tasks: the component's in kebab case, then `-2`, `-3` in the order of the source, or `options.name`.
import { component, pipeline } from "@typeline/dsl";

const steps = {
  loadRows: component(async () => 1),
  "clean-up": component(async ({ n }: { n: number }) => n),
};
const renamed = component(async () => 2, { name: "HTTP fetch" });
const camelCaseName = component(async () => 3, { displayName: "Camel case" });

export const names = pipeline(
  () => {
    const n = steps.loadRows();
    steps.loadRows({}, { name: "load again" });
    steps.loadRows();
    steps["clean-up"]({ n });
    renamed();
    camelCaseName();
    camelCaseName({}, { displayName: "Another name" });
  },
  { name: "my names" },
);
