import { component, compute, pipeline } from "@typeline/dsl";

const count = component(async () => 3);

export const doubling = pipeline(() => compute(() => count() * 2));
