// Artifact kinds of one's own: a class, and Google's by their titles.
import { artifact, component, pipeline } from "@typeline/dsl";

interface Postings {
  [word: string]: number[];
}
class Index extends artifact("acme.Index")<Postings> {}
class VertexModel extends artifact("google.VertexModel") {}

const build = component(
  async (): Promise<{ index: Index; model: VertexModel }> => ({ index: Index.json({ a: [1] }), model: new VertexModel() }),
);
const search = component(async ({ index }: { index: Index; model: VertexModel }) => Object.keys(await index.json()).length);

export const typesCustomArtifacts = pipeline(() => {
  search(build());
});
