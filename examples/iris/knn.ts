import KNN, { type KnnState } from "ml-knn";
import { type Iris, SPECIES, type Species } from "./irises.ts";

/** A k-nearest-neighbours classifier, as JSON: a k-d tree of the rows. */
export interface Knn {
  readonly kind: "knn";
  readonly state: KnnState;
}

export function fitKnn(rows: readonly Iris[], options: { readonly neighbours: number }): Knn {
  const classifier = new KNN(
    rows.map(({ features }) => [...features]),
    rows.map(({ species }) => SPECIES.indexOf(species)),
    { k: options.neighbours },
  );
  return { kind: "knn", state: classifier.toJSON() };
}

export function predictKnn({ state }: Knn, rows: readonly Iris[]): Species[] {
  return KNN.load(state)
    .predict(rows.map(({ features }) => [...features]))
    .map((label) => SPECIES[label]!);
}
