import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ text }: { text: string }) => text);
const sql = (parts: TemplateStringsArray, ...values: string[]) => parts.join("?") + values.join();

export const showing = pipeline(({ name }: { name: string }) => {
  show({ text: sql`select * from ${name}` });
});
