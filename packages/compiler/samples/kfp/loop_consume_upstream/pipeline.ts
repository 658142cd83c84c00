import { Artifact, component, pipeline } from "@typeline/dsl";

const splitInput = component(async ({ input }: { input: string }) => input.split(","));

const printInput = component(async ({ input }: { input: string[] }) => {
  for (const item of input) console.log(`Input item: ${item}`);
});

const createFile = component(async ({ content }: { content: string }) => ({ file: Artifact.text(content) }));

const readFile = component(async ({ file }: { file: Artifact }) => {
  console.log(await file.text());
  return file.path;
});

const displayName = "same display name";

export const loopConsumeUpstream = pipeline(
  () => {
    const items = splitInput({ input: "component1,component2,component3" }, { displayName });
    for (const content of items) {
      const { file } = createFile({ content }, { displayName });
      readFile({ file }, { displayName });
    }
    printInput({ input: items }, { displayName });
  },
  { displayName: "Loop Consume Upstream", defaults: { cache: false } },
);
