export const SPECIES = ["setosa", "versicolor", "virginica"] as const;
export type Species = (typeof SPECIES)[number];

export interface Iris {
  /** Length and width of a sepal, length and width of a petal, in centimetres. */
  readonly features: readonly number[];
  readonly species: Species;
}
