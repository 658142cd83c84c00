// Containers in groups: templates in their arguments, over items and values from outside.
import { component, container, type Int, pipeline } from "@typeline/dsl";

const size = component(async () => ({ rows: 3 as Int, cfg: { region: "eu" } }));
const say = container<{ text: string; times?: Int }, { said: string }>(({ text, times }, out) => ({
  image: "busybox",
  command: ["say"],
  args: [text, "--out", out.said.path, ...(times !== undefined ? ["--times", `${times}`] : [])],
}));

export const groupsContainers = pipeline(({ names, loud, word = "hello" }: { names: string[]; loud: boolean; word?: string }) => {
  const { rows, cfg } = size();
  for (const name of names) {
    say({ text: `${word} ${name}, ${rows} rows` });
    if (loud) say({ text: `${name}!`, times: rows });
  }
  let said = word;
  if (loud) said = say({ text: cfg.region }).said;
  say({ text: `${said} again` });
});
