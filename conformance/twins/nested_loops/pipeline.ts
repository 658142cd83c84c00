import { component, type Int, pipeline } from "@typeline/dsl";

const parts = component(async ({ name }: { name: string }) => [...name]);
const measure = component(async ({ part, name }: { part: string; name: string }): Promise<Int> => part.length * name.length);
const total = component(async ({ sizes }: { sizes: Int[] }): Promise<Int> => sizes.reduce((sum, size) => sum + size, 0));
const report = component(async ({ totals }: { totals: Int[] }) => console.log(totals));

export const nestedLoops = pipeline(({ names }: { names: string[] }) => {
  const totals = names.map((name) => {
    const sizes = parts({ name }).map((part) => measure({ part, name }));
    return total({ sizes });
  });
  report({ totals });
});
