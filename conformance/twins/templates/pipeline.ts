import { component, type Int, pipeline } from "@typeline/dsl";

const count = component(async (): Promise<Int> => 3);

interface Report {
  title: string;
  tags: string[];
  options: Record<string, string>;
}

const report = component(async ({ title, tags, options }: Report) => {
  console.log(title, tags, options);
});

export const templates = pipeline(({ name, day = "today" }: { name: string; day?: string }) => {
  const rows = count();
  report({
    title: `${rows} rows of ${name} from ${day}`,
    tags: ["fixed", `${name}-tag`],
    options: { day: `${day}!`, kind: "plain" },
  });
});
