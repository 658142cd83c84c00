import { component, type Memory, pipeline } from "@typeline/dsl";

const sizeOf = component(async () => "2Gi" as string);
const fit = component(async () => {});

export const machineFields = pipeline(({ image = "node:22-slim" }: { image?: string }) => {
  const memory = sizeOf() as Memory;
  fit({}, { memory, requests: { memory }, image });
});
