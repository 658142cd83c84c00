import { type Bayes, predictBayes } from "./bayes.ts";
import type { Iris, Species } from "./iris.ts";
import { type Knn, predictKnn } from "./knn.ts";

/** Any model that the pipeline can train. */
export type Classifier = Bayes | Knn;

/** Names the species of each row. A module of its own: a component that trains one kind of model does not carry the library of the other. */
export function predict(model: Classifier, rows: readonly Iris[]): Species[] {
  return model.kind === "bayes" ? predictBayes(model, rows) : predictKnn(model, rows);
}
