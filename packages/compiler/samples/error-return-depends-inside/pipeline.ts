import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const validate = component(async () => true);

export const training = pipeline(({ check }: { check: boolean }) => {
  if (check) {
    const ok = validate({});
    if (!ok) return;
  }
  train({});
});
