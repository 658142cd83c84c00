import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);
const show = component(async ({ n }: { n: number }) => n);

const rows = load();
export const showing = pipeline(() => show({ n: rows }));
