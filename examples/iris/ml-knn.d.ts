/** `ml-knn` 3 ships no types. */
declare module "ml-knn" {
  /** The k-d tree and its settings, ready for `JSON.stringify`. */
  export interface KnnState {
    readonly name: "KNN";
    readonly kdTree: object;
    readonly k: number;
    readonly classes: readonly number[];
    readonly isEuclidean: boolean;
  }

  export default class KNN {
    constructor(rows: readonly (readonly number[])[], labels: readonly number[], options?: { readonly k?: number });
    static load(state: KnnState): KNN;
    toJSON(): KnnState;
    predict(rows: readonly (readonly number[])[]): number[];
  }
}
