import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(({ name }: { name: string }) => show({ text: name.replace(/\s+/g, "-") }));
