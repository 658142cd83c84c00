import { component, pipeline } from "@typeline/dsl";

const coreComp = component(async () => ({ val1: "foo", val2: "bar" }));

const crustComp = component(async ({ val1, val2 }: { val1: string; val2: string }) => {
  console.log("val1: ", val1);
  console.log("val2: ", val2);
});

const core = pipeline(() => {
  const { val1, val2 } = coreComp();
  return { val1, val2 };
});

const mantle = pipeline(() => {
  const { val1, val2 } = core();
  return { val1, val2 };
});

export const multipleParametersNamedtuplePipeline = pipeline(
  () => {
    const outer = mantle();
    crustComp({ val1: outer.val1, val2: outer.val2 });
  },
  { defaults: { cache: false } },
);
