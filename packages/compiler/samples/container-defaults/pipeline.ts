// KFP applies defaults after it has filled a command, so a container is given its defaults at each call.
import { container, type Int, pipeline } from "@typeline/dsl";

const say = container<{ text?: string; times?: Int }>(({ text = "hello", times }) => ({
  image: "busybox",
  command: ["echo"],
  args: [text, ...(times !== undefined ? [times] : [])],
}));

export const containerDefaults = pipeline(({ text = "hi" }: { text?: string }) => {
  say();
  say({ text });
  say({ text: `${text}!`, times: 2 });
});
