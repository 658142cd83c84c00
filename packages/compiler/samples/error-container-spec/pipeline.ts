import { container, pipeline } from "@typeline/dsl";

const words: string[] = [];

const hello = container(() => ({ image: "busybox", command: words as [string] }));
export const greeting = pipeline(() => {
  hello();
});
