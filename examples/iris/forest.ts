import { RandomForestClassifier } from "ml-random-forest";
import { type Iris, SPECIES, type Species } from "./irises.ts";

/** A fitted random forest, as JSON. */
export interface Forest {
  readonly kind: "forest";
  readonly state: ReturnType<RandomForestClassifier["toJSON"]>;
}

export function fitForest(rows: readonly Iris[], options: { readonly trees: number; readonly seed: number }): Forest {
  const classifier = new RandomForestClassifier({
    nEstimators: options.trees,
    seed: options.seed,
    maxFeatures: 0.75,
    replacement: true,
    noOOB: true,
  });
  classifier.train(
    rows.map(({ features }) => [...features]),
    rows.map(({ species }) => SPECIES.indexOf(species)),
  );
  return { kind: "forest", state: JSON.parse(JSON.stringify(classifier)) };
}

export function predictForest({ state }: Forest, rows: readonly Iris[]): Species[] {
  return RandomForestClassifier.load(state)
    .predict(rows.map(({ features }) => [...features]))
    .map((label) => SPECIES[label]!);
}
