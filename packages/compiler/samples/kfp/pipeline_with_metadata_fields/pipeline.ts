import { component, Dataset, pipeline } from "@typeline/dsl";

interface StrToDatasetInputs {
  /** The string. */
  string: string;
}
interface StrToDatasetOutputs {
  /** The dataset. */
  dataset: Dataset;
}

/** Convert string to dataset. */
const strToDataset = component(async ({ string }: StrToDatasetInputs): Promise<StrToDatasetOutputs> => ({ dataset: Dataset.text(string) }));

interface JoinerInputs {
  /** First dataset. */
  dataset_a: Dataset;
  /** Second dataset. */
  dataset_b: Dataset;
}
interface JoinerOutputs {
  /** The concatenated dataset. */
  out_dataset: Dataset;
  /** The concatenated string. */
  Output: string;
}

/** Concatenate dataset_a and dataset_b. Also returns the concatenated string. */
const datasetJoiner = component(async ({ dataset_a, dataset_b }: JoinerInputs): Promise<JoinerOutputs> => {
  const joined = (await dataset_a.text()) + (await dataset_b.text());
  return { out_dataset: Dataset.text(joined), Output: joined };
});

interface Inputs {
  /** String to concatenate to in_artifact. */
  string: string;
  /** Dataset to which to concatenate string. */
  in_dataset: Dataset;
}
interface Outputs {
  /** The final concatenated dataset. */
  Output: Dataset;
}

/** A pipeline that joins string to in_dataset. */
export const datasetConcatenator = pipeline(({ string, in_dataset }: Inputs): Outputs => {
  const first = strToDataset({ string });
  return { Output: datasetJoiner({ dataset_a: first.dataset, dataset_b: in_dataset }).out_dataset };
});
