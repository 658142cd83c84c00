import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

const training = pipeline(() => load());
training satisfies unknown;
