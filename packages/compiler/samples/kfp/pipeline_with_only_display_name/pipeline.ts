import { container, pipeline } from "@typeline/dsl";

const echo = container(() => ({ image: "public.ecr.aws/docker/library/python:3.12", command: ["echo"], args: ["hello world"] }));

export const echoName = pipeline(
  () => {
    echo();
  },
  { displayName: "echo-displayname" },
);
