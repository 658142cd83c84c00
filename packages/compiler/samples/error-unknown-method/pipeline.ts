import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(() => show({ text: (1234.5).toLocaleString() }));
