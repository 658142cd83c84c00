import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

const patient = { memory: "2Gi", retry: 3 } as const;
export const loading = pipeline(() => load({}, { ...patient }));
