import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ limits }: { limits: { [name: string]: number } }) => limits.a ?? 0);

const limits: any = new Map([["a", 1]]);
export const showing = pipeline(() => {
  const copy: any = new Map([["a", 1]]);
  show({ limits: copy });
});
limits satisfies unknown;
