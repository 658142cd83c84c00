import { component, pipeline } from "@typeline/dsl";

const steps: { [name: string]: any } = { count: 3 };

const count = component(steps.count as () => Promise<number>);
export const counting = pipeline(() => count());
