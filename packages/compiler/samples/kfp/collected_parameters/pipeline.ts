import { component, pipeline } from "@typeline/dsl";

const splitIds = component(async ({ ids }: { ids: string }) => ids.split(","));
const prependId = component(async ({ content }: { content: string }) => `model_id_${content}`);

const consumeIds = component(async ({ ids }: { ids: string[] }) => {
  for (const id of ids) console.log(`Consuming: ${id}`);
  return "completed";
});

const consumeSingleId = component(async ({ id }: { id: string }) => {
  console.log(`Consuming single: ${id}`);
  return "completed";
});

const collectingParameters = pipeline(({ model_ids = "" }: { model_ids?: string }) => {
  const prepended = splitIds({ ids: model_ids }, { cache: true }).map((content) => {
    const id = prependId({ content });
    consumeSingleId({ id });
    return id;
  });
  consumeIds({ ids: prepended });
  return prepended;
});

export const collectedParamPipeline = pipeline(
  () => {
    consumeIds({ ids: collectingParameters({ model_ids: "s1,s2,s3" }) });
  },
  { defaults: { cache: false } },
);
