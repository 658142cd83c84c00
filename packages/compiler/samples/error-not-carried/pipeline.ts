import { container, pipeline } from "@typeline/dsl";

const say = container<{ words: string[] }>(({ words }) => ({ image: "busybox", command: ["echo", words] }));

export const greeting = pipeline(({ name }: { name: string }) => {
  say({ words: ["hello", name] });
});
