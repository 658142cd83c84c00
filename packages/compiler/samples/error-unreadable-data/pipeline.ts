import { component, pipeline } from "@typeline/dsl";
// @ts-ignore: TypeScript knows no text files
import prompt from "./promt.txt" with { type: "text" };

const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(() => show({ text: prompt }));
