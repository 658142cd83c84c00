// The first example of the language's description, without its control flow.
import { component, type Dataset, type Int, Metrics, Model, pipeline } from "@typeline/dsl";
import { fit, type Row } from "./regression.ts";

/** Fits a logistic regression. */
export const train = component(
  async (
    {
      data,
      epochs = 20,
      penalty = "l2",
    }: {
      /** Rows to fit on. */
      data: Dataset<Row[]>;
      epochs?: Int;
      penalty?: "l1" | "l2";
    },
    { progress },
  ) => {
    const { weights, accuracy } = fit(await data.json(), epochs, penalty, progress);
    return {
      model: Model.json(weights, { framework: "typeline" }),
      metrics: Metrics.of({ accuracy }),
      accuracy,
    };
  },
  { memory: "2Gi", cpu: 2, retries: 2 },
);

export const training = pipeline(({ data, epochs }: { data: Dataset<Row[]>; epochs?: Int }) => {
  const { model, accuracy } = train({ data, epochs });
  return { model, accuracy };
});
