import { component, container, pipeline } from "@typeline/dsl";

const printEnvOp = component(
  async (_: object, { env }) => {
    console.log("ENV1", env.ENV1);
  },
  { env: { ENV1: "val1" } },
);

const printEnv = container(() => ({
  image: "alpine",
  command: ["sh", "-c", 'set -e -x\necho "$ENV1"\necho "$ENV2"\necho "$ENV3"\n'],
  env: { ENV1: "val0", ENV2: "val0" },
}));

export const pipelineWithEnv = pipeline(() => {
  printEnvOp();
  printEnv({}, { env: { ENV2: "val2", ENV3: "val3" } });
});
