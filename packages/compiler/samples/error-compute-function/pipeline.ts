import { component, compute, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

const three = () => 1 + 2;
export const counting = pipeline(() => compute(three));
