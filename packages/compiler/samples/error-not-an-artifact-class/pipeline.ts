import { component, Dataset, importArtifact, pipeline } from "@typeline/dsl";

const kinds: any = { Dataset };
const count = component(async ({ data }: { data: Dataset }) => data.uri.length);

export const counting = pipeline(() => count({ data: importArtifact(kinds.Dataset, "s3://bucket/rows") }));
