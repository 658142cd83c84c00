import { container, pipeline } from "@typeline/dsl";

const componentWithConcatPlaceholder = container<{ input_one: string; input_two: string }>(({ input_one, input_two }) => ({
  image: "ghcr.io/containerd/busybox",
  command: ["sh", "-ec"],
  args: ['echo "$0" > /tmp/test && [[ "$0" == \'one+two=three\' ]]', `${input_one}+${input_two}=three`],
}));

export const oneStepPipelineWithConcatPlaceholder = pipeline(() => {
  componentWithConcatPlaceholder({ input_one: "one", input_two: "two" });
});
