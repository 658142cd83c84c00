// An artifact kind of one's own at the pipeline's border: KFP's SDK will not load it, and engines run it.
import { artifact, component, pipeline } from "@typeline/dsl";

class Index extends artifact("acme.Index")<string[]> {}

const build = component(async () => Index.json(["a"]));

export const foreignArtifactTitle = pipeline(() => build());
