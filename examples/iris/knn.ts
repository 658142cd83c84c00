import KNN, { type KnnState } from "ml-knn";
import { type Iris, SPECIES, type Species } from "./iris.ts";

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
  return { kind: "knn", state: JSON.parse(JSON.stringify(classifier)) };
}

export function predictKnn({ state }: Knn, rows: readonly Iris[]): Species[] {
  // `load` adds links to the parents in the tree that it is given: a copy keeps ours free of cycles.
  return KNN.load(JSON.parse(JSON.stringify(state)))
    .predict(rows.map(({ features }) => [...features]))
    .map((label) => SPECIES[label]!);
}
