import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(({ name }: { name: string }) => {
  var text = name;
  if (name === "") text = "nobody";
  show({ text });
});
