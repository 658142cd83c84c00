import { component, Dataset, type Int, Model, pipeline } from "@typeline/dsl";

interface Raw {
  message: string;
  input_dict_parameter: Record<string, Int>;
  input_list_parameter: string[];
}

/** Dummy preprocessing step. */
const preprocess = component(async ({ message, input_dict_parameter, input_list_parameter }: Raw) => ({
  output_dataset_one: Dataset.text(message),
  output_dataset_two_path: Dataset.text(message),
  output_parameter_path: message,
  output_bool_parameter_path: true,
  output_dict_parameter_path: input_dict_parameter,
  output_list_parameter_path: input_list_parameter,
}));

interface Training {
  dataset_one_path: Dataset;
  dataset_two: Dataset;
  message: string;
  input_bool: boolean;
  input_dict: Record<string, Int>;
  input_list: string[];
  num_steps?: Int;
}

/** Dummy training step. */
const train = component(async ({ dataset_one_path, dataset_two, message, num_steps = 100, ...others }: Training) => {
  const line = [await dataset_one_path.text(), await dataset_two.text(), message, JSON.stringify(others)].join(" || ");
  const steps = Array.from({ length: num_steps }, (_, step) => `Step ${step}\n${line}\n=====\n`);
  return { model: Model.text(steps.join(""), { accuracy: 0.9 }) };
});

export const myTestPipelineBeta = pipeline(
  ({ message, input_dict = { A: 1, B: 2 } }: { message: string; input_dict?: Record<string, Int> }) => {
    const prepared = preprocess({ message, input_dict_parameter: input_dict, input_list_parameter: ["a", "b", "c"] });
    train({
      dataset_one_path: prepared.output_dataset_one,
      dataset_two: prepared.output_dataset_two_path,
      message: prepared.output_parameter_path,
      input_bool: prepared.output_bool_parameter_path,
      input_dict: prepared.output_dict_parameter_path,
      input_list: prepared.output_list_parameter_path,
    });
  },
);
