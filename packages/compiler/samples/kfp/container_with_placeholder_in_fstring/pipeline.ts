import { type Artifact, container, pipeline } from "@typeline/dsl";

const write = container<{ text1?: string }, { output_artifact: Artifact }>(({ text1 = "text!" }, out) => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["my_program", `prefix-${text1}`, `${out.output_artifact.uri}/0`],
}));

export const containerWithPlaceholderInFstring = pipeline(({ text1 = "text!" }: { text1?: string }) => ({
  output_artifact: write({ text1 }).output_artifact,
}));
