import { component, type Dataset, importArtifact, pipeline } from "@typeline/dsl";

const kinds: any = { rows: Dataset };
const count = component(async ({ data }: { data: Dataset }) => data.uri.length);

export const counting = pipeline(() => count({ data: importArtifact(kinds.rows, "s3://bucket/rows") as Dataset }));
