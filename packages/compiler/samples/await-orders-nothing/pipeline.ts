// `await` is accepted where data says the same, and warned of where TypeScript would order what the graph does not.
import { component, pipeline } from "@typeline/dsl";

const create = component(async ({ name }: { name: string }) => name);
const load = component(async ({ table }: { table: string }) => table.length);

export const awaits = pipeline(async ({ name }: { name: string }) => {
  const table = await create({ name });
  const rows = await load({ table }); // waits: it takes the table
  await load({ table: "other" }); // does not wait
  const [first] = await Promise.all([create({ name: "a" }), create({ name: "b" })]);
  await load({ table: first });
  return { rows };
});
