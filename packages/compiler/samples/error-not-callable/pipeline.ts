import { pipeline } from "@typeline/dsl";

const steps: { [name: string]: any } = { fit: "fit" };

export const training = pipeline(() => {
  steps.fit({ rate: 0.1 });
});
