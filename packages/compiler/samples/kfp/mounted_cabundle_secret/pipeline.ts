import { container, pipeline } from "@typeline/dsl";

const say = container(() => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["echo"],
  args: ["hello world"],
}));

export const echo = pipeline(() => {
  say();
});
