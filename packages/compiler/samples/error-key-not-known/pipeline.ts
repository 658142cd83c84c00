import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ limits }: { limits: { [name: string]: number } }) => Object.keys(limits).length);

export const showing = pipeline(({ name }: { name: string }) => {
  show({ limits: { [name]: 1 } });
});
