import { component, type Int, pipeline } from "@typeline/dsl";

const componentStrDefault = component(async ({ componentInput = "Input - component" }: { componentInput?: string }) => {
  if (componentInput !== "Input - parent pipeline") throw new Error(`componentInput should be the parent's but is ${componentInput}`);
});
const componentIntDefault = component(async ({ componentInput = 0 }: { componentInput?: Int }) => {
  if (componentInput !== 1) throw new Error(`componentInput should be 1 but is ${componentInput}`);
});
const componentBoolDefault = component(async ({ componentInput = false }: { componentInput?: boolean }) => {
  if (componentInput !== true) throw new Error(`componentInput should be true but is ${componentInput}`);
});
const componentNilStrDefault = component(async ({ componentInput }: { componentInput?: string }) => {
  if (componentInput !== "Input - parent pipeline") throw new Error(`componentInput should be the parent's but is ${componentInput}`);
});
const componentNilIntDefault = component(async ({ componentInput }: { componentInput?: Int }) => {
  if (componentInput !== 1) throw new Error(`componentInput should be 1 but is ${componentInput}`);
});
const componentNilBoolDefault = component(async ({ componentInput }: { componentInput?: boolean }) => {
  if (componentInput !== true) throw new Error(`componentInput should be true but is ${componentInput}`);
});

interface Nested {
  nestedInputStr?: string;
  nestedInputInt?: Int;
  nestedInputBool?: boolean;
}

const nestedPipelineNonNilDefaults = pipeline(
  ({ nestedInputStr = "Input - nested pipeline", nestedInputInt = 0, nestedInputBool = false }: Nested) => {
    componentStrDefault({ componentInput: nestedInputStr });
    componentIntDefault({ componentInput: nestedInputInt });
    componentBoolDefault({ componentInput: nestedInputBool });
  },
);

const nestedPipelineNilDefaults = pipeline(({ nestedInputStr = "Input - nested pipeline", nestedInputInt, nestedInputBool }: Nested) => {
  componentNilStrDefault({ componentInput: nestedInputStr });
  componentNilIntDefault({ componentInput: nestedInputInt });
  componentNilBoolDefault({ componentInput: nestedInputBool });
});

interface Inputs {
  inputStr?: string;
  inputInt?: Int;
  inputBool?: boolean;
}

export const nestedPipelineOptInputsParentLevel = pipeline(
  ({ inputStr = "Input - parent pipeline", inputInt = 1, inputBool = true }: Inputs) => {
    const inputs = { nestedInputStr: inputStr, nestedInputInt: inputInt, nestedInputBool: inputBool };
    nestedPipelineNonNilDefaults(inputs);
    nestedPipelineNilDefaults(inputs);
  },
  { defaults: { cache: false } },
);
