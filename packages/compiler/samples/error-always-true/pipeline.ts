import { component, pipeline } from "@typeline/dsl";

const load = component(async () => [1, 2]);
const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(() => show({ text: load() ? "some" : "none" }));
