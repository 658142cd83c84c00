import { container, type Dataset, pipeline } from "@typeline/dsl";

const component1 = container<{ text: string }, { output_gcs: Dataset }>(({ text }, out) => ({
  image: "alpine",
  command: ["sh", "-c", 'mkdir --parents $(dirname "$1") && echo "$0" > "$1"'],
  args: [text, out.output_gcs.path],
}));

const component2 = container<{ input_gcs: Dataset }>(({ input_gcs }) => ({
  image: "alpine",
  command: ["cat"],
  args: [input_gcs.path],
}));

export const containerizedTwoStepPipeline = pipeline(({ text = "Hello KFP Containerized!" }: { text?: string }) => {
  const first = component1({ text });
  component2({ input_gcs: first.output_gcs });
});
