/** Pipelines that are run, task by task: folder of the compiled file's source, arguments, and what must come out. */
export const cases = [
  { sample: "kfp-add_numbers", parameters: { a: 2, b: 40 }, outputs: { "add.Output": 42 } },
  {
    sample: "kfp-lightweight_python_functions_with_outputs",
    parameters: { first_message: 'a {{$}} "b"\n', second_message: "c🙂", first_number: 1, second_number: 2 },
    outputs: { "concat-message.Output": 'a {{$}} "b"\nc🙂', "add-numbers.Output": 3, "output-named-tuple.scalar": "123" },
    metadata: { "output-named-tuple.metrics": { accuracy: 0.9 } },
  },
  {
    sample: "kfp-lightweight_python_functions_pipeline",
    parameters: { message: "hello" },
    outputs: { "preprocess.output_list_parameter_path": ["a", "b", "c"], "preprocess.output_dict_parameter_path": { A: 1, B: 2 } },
    metadata: { "train.model": { accuracy: 0.9 } },
  },
  { sample: "kfp-pythonic_artifacts_test_pipeline", parameters: {}, outputs: {}, metadata: { "gen-data.Output": { length: 9 } } },
  {
    sample: "twins-outputs_of_all_kinds",
    parameters: {},
    outputs: {
      "everything.done": false,
      "everything.share": 0.25,
      "everything.total": 2,
      "everything.note": "x y",
      "everything.found": ["x", "y"],
    },
    metadata: { "everything.metrics": { ratio: 0.25 } },
  },
  { sample: "twins-templates", parameters: { name: "ada" }, outputs: { "count.Output": 3 } },
];
