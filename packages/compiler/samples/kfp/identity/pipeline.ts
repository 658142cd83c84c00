import { component, pipeline } from "@typeline/dsl";

const same = component(async ({ value }: { value: string }) => value);

export const identity = pipeline(({ value }: { value: string }) => same({ value }));
