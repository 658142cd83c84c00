import { component, pipeline } from "@typeline/dsl";

const comp = component(async () => {}, { volumes: { "/mnt/my_vol_1": { emptyDir: { size: "1Gi", medium: "Memory" } } } });

export const myPipeline = pipeline(() => {
  comp();
});
