import { component, pipeline } from "@typeline/dsl";

const load = component(async () => ({ rows: 3 }));
const show = component(async ({ n }: { n: number }) => n);

export const showing = pipeline(() => show({ n: (load() as any).row }));
