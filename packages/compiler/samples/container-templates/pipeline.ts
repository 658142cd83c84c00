// What is put together for a container: text goes into its command, one leaf through a selector.
import { component, container, type Int, pipeline } from "@typeline/dsl";

const count = component(async (): Promise<Int> => 3);
const say = container<{ text: string; where: string }>(({ text, where }) => ({
  image: "busybox",
  command: ["sh", "-c", 'echo "$0" "$1"'],
  args: [text, `at ${where}`],
  env: { WHERE: where },
}));

export const containerTemplates = pipeline(({ name, place }: { name: string; place: { city: string; zip: Int } }) => {
  say({ text: `Hello ${name}`, where: place.city });
  say({ text: `${count()} times "${name}"`, where: "here" });
});
