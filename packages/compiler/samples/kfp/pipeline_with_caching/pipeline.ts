import { component, type Int, pipeline } from "@typeline/dsl";

const addOne = component(async ({ x }: { x: Int }): Promise<Int> => x + 1);

export const pipelineWithCaching = pipeline(({ x = 1 }: { x?: Int }) => addOne({ x }, { cache: true }), { defaults: { cache: false } });
