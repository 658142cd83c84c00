import { component, Dataset, type Int, Metrics, Model, pipeline } from "@typeline/dsl";

const concatMessage = component(async ({ first, second }: { first: string; second: string }) => first + second);

const addNumbers = component(async ({ first, second }: { first: Int; second: Int }): Promise<Int> => first + second);

const outputArtifact = component(async ({ number, message }: { number: Int; message: string }) =>
  Dataset.text(Array.from({ length: number }, () => message).join("\n")),
);

const outputNamedTuple = component(async ({ artifact }: { artifact: Dataset }) => ({
  scalar: "123",
  metrics: Metrics.of({ accuracy: 0.9 }),
  model: Model.text(`Model contents: ${await artifact.text()}`),
}));

interface Inputs {
  first_message: string;
  second_message: string;
  first_number: Int;
  second_number: Int;
}

export const functionsWithOutputs = pipeline(({ first_message, second_message, first_number, second_number }: Inputs) => {
  const message = concatMessage({ first: first_message, second: second_message });
  const number = addNumbers({ first: first_number, second: second_number });
  const artifact = outputArtifact({ number, message });
  outputNamedTuple({ artifact });
});
