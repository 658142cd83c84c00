import { component, pipeline } from "@typeline/dsl";

const say = component(async ({ word }: { word: string }) => word.length);
const halve = component(async ({ n }: { n: number }) => n / 2);

interface Row {
  tag?: string;
}

/** What a condition has found to be there may be given where it is needed, as TypeScript has it. */
export const narrowing = pipeline(({ word, n, rows }: { word?: string; n?: number; rows: Row[] }) => {
  if (word !== undefined) say({ word });
  for (const row of rows) {
    if (row.tag === undefined) continue;
    say({ word: row.tag });
  }
  if (!n) return;
  halve({ n });
});
