import { container, pipeline } from "@typeline/dsl";

const say = container<{ text: string }>(({ text }) => ({ image: "busybox", command: ["echo", text] }));

export const greeting = pipeline(() => {
  say({ text: "Hello {{$.name}}" });
});
