import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ label }: { label: string }) => label);

export const training = pipeline(({ label }: { label?: string }) => fit({ label: label as string }));
