import { component, type Int, Model, pipeline } from "@typeline/dsl";

const pickSize = component(async (): Promise<string> => "small");
const trainLarge = component(async () => ({ model: Model.text("large") }));
const trainSmall = component(async ({ rounds }: { rounds: Int }) => ({ network: Model.text("small".repeat(rounds)) }));
const evaluate = component(async ({ model }: { model: Model }) => console.log(model.path));

export const oneofArtifacts = pipeline(() => {
  const size = pickSize();
  let trained: Model;
  if (size === "large") {
    trained = trainLarge().model;
  } else if (size !== "tiny") {
    trained = trainSmall({ rounds: 3 }).network;
  } else {
    trained = trainSmall({ rounds: 1 }).network;
  }
  evaluate({ model: trained });
  return trained;
});
