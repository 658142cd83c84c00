import { Artifact, component, pipeline } from "@typeline/dsl";

const flipCoin = component(async (): Promise<string> => "heads");
const paramToArtifact = component(async ({ val }: { val: string }) => ({ a: Artifact.text(val) }));
const printArtifact = component(async ({ a }: { a: Artifact }) => console.log(await a.text()));

const flipCoinPipeline = pipeline(() => {
  const side = flipCoin();
  let made: Artifact;
  if (side === "heads") {
    made = paramToArtifact({ val: side }).a;
  } else {
    made = paramToArtifact({ val: side }).a;
  }
  printArtifact({ a: made });
  return made;
});

export const outerPipeline = pipeline(() => {
  printArtifact({ a: flipCoinPipeline() });
});
