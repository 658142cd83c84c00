import { component, pipeline, type Toleration } from "@typeline/dsl";

const evicted: Toleration = { key: "key1", operator: "Equal", value: "value1", effect: "NoExecute", seconds: 10 };

const comp = component(async () => {});

export const myPipeline = pipeline(() => {
  comp({}, { tolerations: [evicted] });
});
