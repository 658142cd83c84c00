import { container, type Dataset, pipeline } from "@typeline/dsl";

const prefixed = container<{ text1: string }, { text2: Dataset; output_path: string }>(({ text1 }, out) => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["my_program", `prefix-${text1}${out.text2.uri}`],
  args: ["--output_path", out.output_path.path],
}));

export const containerWithConcatPlaceholder = pipeline(({ text1 }: { text1: string }) => {
  const { text2, output_path } = prefixed({ text1 });
  return { text2, output_path };
});
