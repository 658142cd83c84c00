import { component, Metrics, pipeline } from "@typeline/dsl";

/** Dummy component that outputs metrics with a random accuracy. */
const measure = component(async () => ({ metrics: Metrics.of({ accuracy: Math.floor(Math.random() * 101) }) }));

export const outputMetrics = pipeline(() => ({ metrics: measure().metrics }));
