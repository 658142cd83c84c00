import { component, type Int, pipeline } from "@typeline/dsl";

const add = component(async ({ a, b }: { a: Int; b: Int }): Promise<Int> => a + b);

export const addNumbers = pipeline(({ a, b }: { a: Int; b: Int }) => add({ a, b }));
