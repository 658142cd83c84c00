// Options that a run may decide: image, resources, names of secrets, config maps and claims, where the pod runs.
import { component, container, type Int, pipeline } from "@typeline/dsl";

const size = component(async () => ({ cpu: "2", memory: "4Gi" as const, gpus: 1 as Int, claim: "rows" }));
const train = component(async () => {});
const say = container<{ tag: string }>(({ tag }) => ({ image: `busybox:${tag}`, command: ["echo", tag] }));

export const optionsSymbolic = pipeline(
  ({
    image,
    secret,
    disk,
    tolerations,
  }: {
    image: string;
    secret: string;
    disk: Record<string, string>;
    tolerations: { key: string }[];
  }) => {
    const { cpu, memory, gpus, claim } = size();
    train(
      {},
      {
        image,
        cpu: cpu as `${number}`,
        memory,
        gpu: { count: gpus, type: "nvidia.com/gpu" },
        requests: { memory },
        env: { TOKEN: { secret, key: "token" } },
        volumes: { "/data": { claim } },
        nodeSelector: disk,
        tolerations,
      },
    );
    say({ tag: "1.37" });
  },
);
