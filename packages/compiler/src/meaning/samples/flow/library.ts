/** What generated bodies with control flow share beside the library of `stubs.ts`: artifacts, lists to loop over, steps that fail. */
export const FLOW_LIBRARY = `
interface Row { id: number; tag: string; sub: { on: boolean; xs: number[] } }
interface Made { text: string; score: number; good: boolean }

const made = ({ text, score }: Made): Model => Model.text(text, { score });

const make = component(async ({ n, s }: { n?: number; s?: string }): Promise<Model> => made(stub("make", { n, s })));
const grow = component(async ({ model, n }: { model: Model; n?: number }): Promise<{ model: Model; score: number; good: boolean }> => {
  const given: Made = stub("grow", { model: await model.text(), n });
  return { model: made(given), score: given.score, good: given.good };
});
const weigh = component(async ({ models, n }: { models: Model[]; n?: number }): Promise<number> => {
  const texts: string[] = [];
  for (const one of models) texts.push(await one.text());
  return stub("weigh", { models: texts, n });
});
const look = component(async ({ model, s }: { model?: Model; s?: string }): Promise<void> => stub("look", { model: await model?.text(), s }));
const rows = component(({ n }: { n?: number }): Row[] => stub("rows", { n }));
const show = component(({ row, rows, grid }: { row?: Row; rows?: Row[]; grid?: number[][] }): number => stub("show", { row, rows, grid }));
const range = component(({ n, s }: { n?: number; s?: string }): number[] => stub("range", { n, s }));
const tell = component(({ status, n }: { status: TaskStatus; n?: number }): void => stub("tell", { state: status.state, n }));
const risk = component(({ n, s }: { n?: number; s?: string }): number => stub("risk", { n, s }));
`;
