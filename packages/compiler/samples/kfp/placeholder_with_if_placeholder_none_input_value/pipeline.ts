import { container, pipeline } from "@typeline/dsl";

interface Inputs {
  required_input: string;
  optional_input_1?: string;
  optional_input_2?: string;
}

const componentWithOptionalInputs = container<Inputs>(({ required_input, optional_input_1, optional_input_2 }) => ({
  image: "ghcr.io/containerd/busybox",
  command: ["echo"],
  args: [
    "--arg0",
    required_input,
    ...(optional_input_1 !== undefined ? ["--arg1", optional_input_1] : []),
    ...(optional_input_2 !== undefined ? ["--arg2", optional_input_2] : ["--arg2", "default value"]),
  ],
}));

export const oneStepPipelineWithIfPlaceholderSupplyNone = pipeline(({ input0 = "input0" }: { input0?: string }) => {
  componentWithOptionalInputs({ required_input: input0 });
});
