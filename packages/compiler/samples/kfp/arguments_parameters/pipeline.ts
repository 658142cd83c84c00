import { container, pipeline } from "@typeline/dsl";

const echoBoth = container<{ param1: string; param2: string }>(({ param1, param2 }) => ({
  image: "registry.access.redhat.com/ubi9/python-311:latest",
  command: ["echo"],
  args: [`${param1}-${param2}`],
}));

export const echo = pipeline(({ param1 = "hello", param2 }: { param1?: string; param2: string }) => {
  echoBoth({ param1, param2 });
});
