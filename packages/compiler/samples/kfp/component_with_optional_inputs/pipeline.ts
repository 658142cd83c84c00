import { component, pipeline } from "@typeline/dsl";

const componentOp = component(
  async ({ input1 = "default value", input2, input3 }: { input1?: string; input2?: string; input3?: string }) => {
    for (const [name, value] of Object.entries({ input1, input2, input3 })) console.log(`${name}: ${value}, type: ${typeof value}`);
  },
);

export const v2ComponentOptionalInput = pipeline(
  () => {
    componentOp({ input1: "Hello", input2: "World" });
  },
  { name: "v2-component-optional-input" },
);
