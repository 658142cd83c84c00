import { component, pipeline } from "@typeline/dsl";

const comp = component(async () => {}, { env: { SECRET_VAR: { secret: "my-secret", key: "password" } } });

export const myPipeline = pipeline(() => {
  comp();
});
