import { Artifact, type Metadata } from "./artifact.ts";
import { checkJson } from "./json.ts";

/** Scalar metrics, kept as metadata: `Metrics.of({ auc })` may be compared in a pipeline as `m.metadata.auc > 0.9`. */
export class Metrics<Values extends { [K in keyof Values]: number } = Record<string, number>> extends Artifact<never, "system.Metrics"> {
  static override readonly schemaTitle: string = "system.Metrics";
  declare readonly metadata: Values;

  /** @throws TypeError that names a metric which is NaN or infinite */
  static of<Values extends { [K in keyof Values]: number }>(values: Values): Metrics<Values> {
    checkJson(values, "Metrics.of(…)", false);
    return new Metrics<Values>(values);
  }
}

/** A curve and a matrix, in the words of kfp. */
export interface Classification {
  readonly confusionMatrix?: { readonly categories: readonly string[]; readonly matrix: readonly (readonly number[])[] } | undefined;
  readonly rocCurve?:
    | { readonly fpr: readonly number[]; readonly tpr: readonly number[]; readonly threshold: readonly number[] }
    | undefined;
}

export class ClassificationMetrics extends Artifact<never, "system.ClassificationMetrics"> {
  static override readonly schemaTitle: string = "system.ClassificationMetrics";

  /**
   * What KFP draws as a matrix and a curve. Rows of the matrix are the true categories.
   *
   * @throws TypeError if the matrix isn't square, the curve's lists differ in length, or a number is NaN or infinite
   */
  static of(values: Classification): ClassificationMetrics {
    return new ClassificationMetrics(visualisation(values, "ClassificationMetrics.of(…)"));
  }
}

export class SlicedClassificationMetrics extends Artifact<never, "system.SlicedClassificationMetrics"> {
  static override readonly schemaTitle: string = "system.SlicedClassificationMetrics";

  /** By the name of the slice. Throws as {@link ClassificationMetrics.of} does. */
  static of(slices: Readonly<Record<string, Classification>>): SlicedClassificationMetrics {
    const evaluationSlices = Object.entries(slices).map(([slice, values]) => ({
      slice,
      sliceClassificationMetrics: visualisation(values, `SlicedClassificationMetrics.of(…)[${JSON.stringify(slice)}]`),
    }));
    return new SlicedClassificationMetrics({ evaluationSlices });
  }
}

/** The metadata that KFP's pages read: `confusionMatrix` and `confidenceMetrics` of its `ClassificationMetrics`. */
function visualisation({ confusionMatrix, rocCurve }: Classification, at: string): Metadata {
  checkJson({ confusionMatrix, rocCurve }, at, false);
  const metadata: Metadata = {};
  if (confusionMatrix !== undefined) {
    const { categories, matrix } = confusionMatrix;
    if (matrix.length !== categories.length || matrix.some((row) => row.length !== categories.length)) {
      throw new TypeError(`${at}.confusionMatrix: ${categories.length} categories need as many rows of as many numbers`);
    }
    metadata["confusionMatrix"] = {
      annotationSpecs: categories.map((displayName) => ({ displayName })),
      rows: matrix.map((row) => ({ row: [...row] })),
    };
  }
  if (rocCurve !== undefined) {
    const { fpr, tpr, threshold } = rocCurve;
    if (fpr.length !== tpr.length || fpr.length !== threshold.length) {
      throw new TypeError(`${at}.rocCurve: fpr has ${fpr.length} points, tpr ${tpr.length} and threshold ${threshold.length}`);
    }
    metadata["confidenceMetrics"] = threshold.map((confidenceThreshold, i) => ({
      confidenceThreshold,
      recall: tpr[i],
      falsePositiveRate: fpr[i],
    }));
  }
  return metadata;
}
