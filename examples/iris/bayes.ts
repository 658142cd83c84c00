import { mean, variance } from "simple-statistics";
import { type Iris, SPECIES, type Species } from "./iris.ts";

/** A Gaussian naive Bayes classifier, as JSON: how each feature is distributed within each species. */
export interface Bayes {
  readonly kind: "bayes";
  readonly classes: readonly { readonly species: Species; readonly share: number; readonly features: readonly Normal[] }[];
}

/** A normal distribution. */
interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** Fits the distributions. `smoothing` is added to each variance, so that a feature that never varies does not decide alone. */
export function fitBayes(rows: readonly Iris[], options: { readonly smoothing: number }): Bayes {
  const present = SPECIES.map((species) => ({ species, own: rows.filter((row) => row.species === species) })).filter(
    ({ own }) => own.length > 0,
  );
  const classes = present.map(({ species, own }) => ({
    species,
    share: own.length / rows.length,
    features: own[0]!.features.map((_, feature) => {
      const values = own.map(({ features }) => features[feature]!);
      return { mean: mean(values), variance: variance(values) + options.smoothing };
    }),
  }));
  return { kind: "bayes", classes };
}

/** The species under which each row is likeliest. */
export function predictBayes({ classes }: Bayes, rows: readonly Iris[]): Species[] {
  return rows.map(({ features }) => {
    const scored = classes.map(({ species, share, features: normals }) => ({
      species,
      score: Math.log(share) + normals.reduce((sum, normal, feature) => sum + logDensity(normal, features[feature]!), 0),
    }));
    return scored.reduce((best, next) => (next.score > best.score ? next : best)).species;
  });
}

/** The logarithm of a normal distribution's density: products of small densities would vanish. */
function logDensity(normal: Normal, value: number): number {
  return -((value - normal.mean) ** 2 / normal.variance + Math.log(2 * Math.PI * normal.variance)) / 2;
}
