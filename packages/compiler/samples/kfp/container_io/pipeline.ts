import { container, pipeline } from "@typeline/dsl";

const myProgram = container<{ text: string }, { output_path: string }>(({ text }, out) => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["my_program", text],
  args: ["--output_path", out.output_path.path],
}));

export const containerIo = pipeline(({ text }: { text: string }) => {
  const { output_path } = myProgram({ text });
  return { output_path };
});
