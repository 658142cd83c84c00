// `buildEnv`, and what an environment of typeline.config.ts says: it wins over the code.
import { buildEnv, component, container, Dataset, importArtifact, pipeline } from "@typeline/dsl";

const REGION = buildEnv("REGION");

const load = component(async ({ data, region }: { data: Dataset; region: string }) => `${data.uri} ${region}`, { cpu: 1, memory: "1Gi" });
const say = container<{ text: string }>(({ text }) => ({ image: "team/echo:1", command: ["echo", text] }));
const fetched = container(() => ({ image: "ghcr.io/team/fetch:2", command: ["fetch"] }), { memory: "2Gi" });

export const environments = pipeline(
  () => {
    const data = importArtifact(Dataset, `s3://${buildEnv("BUCKET", "local")}/rows`);
    load({ data, region: REGION }, { memory: "3Gi" });
    say({ text: buildEnv("HOST_NAME") });
    fetched();
  },
  { defaults: { retries: 1 } },
);
