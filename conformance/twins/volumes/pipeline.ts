import { component, pipeline } from "@typeline/dsl";

const chooseClaim = component(async () => "scratch");
const work = component(async () => {});
const clean = component(async () => {
  await Promise.resolve();
});

export const volumes = pipeline(({ claim = "shared" }: { claim?: string }) => {
  const chosen = chooseClaim();
  const first = work({}, { volumes: { "/data": { claim: "data", subPath: "raw" }, "/shared": { claim }, "/scratch": { claim: chosen } } });
  clean(
    {},
    {
      volumes: {
        "/fast": { ephemeral: { size: "5Gi", storageClass: "ssd" } },
        "/slow": { ephemeral: { size: "1Gi" } },
        "/tmp/work": { emptyDir: {} },
      },
      after: [first],
    },
  );
});
