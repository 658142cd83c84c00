import { container, pipeline } from "@typeline/dsl";

const words = ["echo", "hello world"] as const;

const hello = container(() => ({ image: "registry.access.redhat.com/ubi9/python-311:latest", command: words }));

export const containerNoInput = pipeline(() => {
  hello();
});
