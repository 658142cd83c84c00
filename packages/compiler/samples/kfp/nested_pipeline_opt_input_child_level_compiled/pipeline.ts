import { component, type Int, pipeline } from "@typeline/dsl";

const componentAStr = component(async ({ componentInputStr }: { componentInputStr?: string }) => {
  if (componentInputStr !== "Input - pipeline")
    throw new Error(`componentInputStr should be 'Input - pipeline' but is ${componentInputStr}`);
});
const componentBStr = component(async ({ componentInputStr }: { componentInputStr?: string }) => {
  if (componentInputStr !== "Input 2 - nested pipeline")
    throw new Error(`componentInputStr should be the default but is ${componentInputStr}`);
});
const componentAInt = component(async ({ componentInputInt }: { componentInputInt?: Int }) => {
  if (componentInputInt !== 1) throw new Error(`componentInputInt should be 1 but is ${componentInputInt}`);
});
const componentBInt = component(async ({ componentInputInt }: { componentInputInt?: Int }) => {
  if (componentInputInt !== 0) throw new Error(`componentInputInt should be 0 but is ${componentInputInt}`);
});
const componentABool = component(async ({ componentInputBool }: { componentInputBool?: boolean }) => {
  if (componentInputBool !== true) throw new Error(`componentInputBool should be true but is ${componentInputBool}`);
});
const componentBBool = component(async ({ componentInputBool }: { componentInputBool?: boolean }) => {
  if (componentInputBool !== false) throw new Error(`componentInputBool should be false but is ${componentInputBool}`);
});

interface Inputs {
  nestedInputStr1?: string;
  nestedInputStr2?: string;
  nestedInputInt1?: Int;
  nestedInputInt2?: Int;
  nestedInputBool1?: boolean;
  nestedInputBool2?: boolean;
}

const nestedPipeline = pipeline(
  ({
    nestedInputStr1 = "Input 1 - nested pipeline",
    nestedInputStr2 = "Input 2 - nested pipeline",
    nestedInputInt1 = 0,
    nestedInputInt2 = 0,
    nestedInputBool1 = false,
    nestedInputBool2 = false,
  }: Inputs) => {
    componentAStr({ componentInputStr: nestedInputStr1 });
    componentBStr({ componentInputStr: nestedInputStr2 });
    componentAInt({ componentInputInt: nestedInputInt1 });
    componentBInt({ componentInputInt: nestedInputInt2 });
    componentABool({ componentInputBool: nestedInputBool1 });
    componentBBool({ componentInputBool: nestedInputBool2 });
  },
);

export const nestedPipelineOptInputChildLevel = pipeline(
  () => {
    nestedPipeline({ nestedInputStr1: "Input - pipeline", nestedInputInt1: 1, nestedInputBool1: true });
  },
  { defaults: { cache: false } },
);
