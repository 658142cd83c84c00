// Options that come from tasks outside of a group: names of secrets and claims, resources, images.
import { component, type Int, pipeline } from "@typeline/dsl";

const choose = component(async () => ({ claim: "rows", secret: "token", memory: "2Gi" as const, gpus: 1 as Int, image: "node:24" }));
const fit = component(async ({ rate }: { rate: number }) => rate);

export const groupsOptions = pipeline(({ rates, deep, pull }: { rates: number[]; deep: boolean; pull: string }) => {
  const { claim, secret, memory, gpus, image } = choose();
  for (const rate of rates) {
    fit({ rate }, { volumes: { "/data": { claim } }, env: { TOKEN: { secret, key: "token" } }, imagePullSecrets: [pull] });
    if (deep) fit({ rate }, { memory, gpu: gpus, image });
  }
});
