import { readFile } from "node:fs/promises";
import { component, pipeline } from "@typeline/dsl";

const comp = component(async () => {
  const username = await readFile("/mnt/my_vol/username", "utf8");
  console.log(`username: ${username}`);
  if (username !== "user1") throw new Error(`The user is ${username} but should be user1.`);
});

export const pipelineSecretVolume = pipeline(({ secret_param = "test-secret-1" }: { secret_param?: string }) => {
  comp({}, { volumes: { "/mnt/my_vol": { secret: secret_param } } });
});
