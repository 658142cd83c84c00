import { component, pipeline } from "@typeline/dsl";

const comp = component(async () => {});

export const myPipeline = pipeline(() => {
  comp({}, { env: { CONFIG_MAP_VAR: { configMap: "my-cm", key: "foo" } } });
});
