import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ label }: { label: string }) => label.length);

export const loading = pipeline(({ label }: { label: string }) => ({ rows: load({ label }), label }));
