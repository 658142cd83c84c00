import { container, pipeline } from "@typeline/dsl";

const echo = container<{ message: string }>(({ message }) => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["sh", "-c"],
  args: [`echo ${message}`],
}));

export const sequential = pipeline(({ param1, param2 }: { param1: string; param2: string }) => {
  for (const message of [param1, param2]) echo({ message });
});
