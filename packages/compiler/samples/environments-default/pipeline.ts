// Without a choice, the project's default environment holds.
import { buildEnv, component, pipeline } from "@typeline/dsl";

const show = component(async ({ region }: { region: string }) => region);

export const environmentsDefault = pipeline(() => {
  show({ region: buildEnv("REGION") });
});
