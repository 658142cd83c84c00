import { component, Metrics, pipeline } from "@typeline/dsl";

const test = component(async () => Metrics.of({ accuracy: 0.9 }));
const show = component(async ({ accuracy }: { accuracy: number }) => accuracy);

export const showing = pipeline(() => show({ accuracy: test().metadata.accuracy }));
