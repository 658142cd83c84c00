import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

export const loading = pipeline(({ options }: { options: { cpu: number } }) => load({}, options));
