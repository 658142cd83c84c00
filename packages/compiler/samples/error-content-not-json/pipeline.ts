import { component, Dataset, pipeline } from "@typeline/dsl";

interface Row {
  id: number;
  at: Date;
}
const load = component(async () => Dataset.json([] as Row[]));
const last = component(async ({ rows }: { rows: Dataset<Row[]> }) => (await rows.json()).at(-1)!.at.getTime());

export const reading = pipeline(() => {
  last({ rows: load() });
});
