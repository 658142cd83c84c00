import { container, pipeline } from "@typeline/dsl";

const helloWorldContainer = container(() => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["echo", "hello world"],
}));

export const helloPipeline = pipeline(
  () => {
    helloWorldContainer();
  },
  { name: "v2-container-component-no-input" },
);
