import { component, pipeline } from "@typeline/dsl";

const label = component(async ({ text }: { text: string }) => text);

export const training = pipeline(() => label({ text: (0.5).toFixed(200) }));
