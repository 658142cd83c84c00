import { component, Metrics, pipeline } from "@typeline/dsl";

const outputMetrics = component(async () => ({ metrics: Metrics.of({ accuracy: Math.floor(Math.random() * 101) }) }));

export const pipelineWithMetricsOutputs = pipeline(() => {
  outputMetrics();
  for (const _ of [1, 2]) outputMetrics();
});
