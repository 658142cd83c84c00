import { component, pipeline } from "@typeline/dsl";

const comp = component(async () => {});

export const myPipeline = pipeline(() => {
  comp({}, { volumes: { "/mnt/my_vol": { secret: "my-secret" } } });
});
