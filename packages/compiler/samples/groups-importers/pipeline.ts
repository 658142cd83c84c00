// `importArtifact` in groups: what its URI needs comes in as an input of a group around it.
import { component, Dataset, importArtifact, pipeline } from "@typeline/dsl";

const uris = component(async () => ({ uri: "s3://rows/a", names: ["a"] }));
const count = component(async ({ data }: { data: Dataset }) => ((await data.json()) as number[]).length);

export const groupsImporters = pipeline(({ own, name }: { own: boolean; name: string }) => {
  const { uri, names } = uris();
  let data: Dataset;
  if (own) data = importArtifact(Dataset, uri);
  else data = importArtifact(Dataset, `s3://rows/${name}`);
  count({ data });
  for (const one of names) count({ data: importArtifact(Dataset, `s3://rows/${one}`) });
});
