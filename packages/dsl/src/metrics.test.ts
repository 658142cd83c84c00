import { expect, test } from "vitest";
import { ClassificationMetrics, Metrics, SlicedClassificationMetrics } from "./index.ts";

const confusionMatrix = { categories: ["cat", "dog"], matrix: [[3, 1], [0, 4]] }; // biome-ignore format: a matrix
const rocCurve = { fpr: [0, 1], tpr: [0.5, 1], threshold: [0.9, 0.1] };
const kfp = {
  confusionMatrix: { annotationSpecs: [{ displayName: "cat" }, { displayName: "dog" }], rows: [{ row: [3, 1] }, { row: [0, 4] }] },
  confidenceMetrics: [
    { confidenceThreshold: 0.9, recall: 0.5, falsePositiveRate: 0 },
    { confidenceThreshold: 0.1, recall: 1, falsePositiveRate: 1 },
  ],
};

test("metrics are metadata", () => {
  expect(Metrics.of({ auc: 0.9 }).metadata).toEqual({ auc: 0.9 });
  expect(() => Metrics.of({ auc: Number.NaN })).toThrow("Metrics.of(…).auc: NaN cannot be stored as JSON");
});

test("a matrix and a curve have the shape that KFP draws", () => {
  expect(ClassificationMetrics.of({ confusionMatrix, rocCurve }).metadata).toEqual(kfp);
  expect(ClassificationMetrics.of({ rocCurve }).metadata).toEqual({ confidenceMetrics: kfp.confidenceMetrics });
  expect(SlicedClassificationMetrics.of({ north: { confusionMatrix } }).metadata).toEqual({
    evaluationSlices: [{ slice: "north", sliceClassificationMetrics: { confusionMatrix: kfp.confusionMatrix } }],
  });
});

test("figures that cannot be drawn are refused", () => {
  expect(() => ClassificationMetrics.of({ confusionMatrix: { categories: ["a"], matrix: [[1, 2]] } })).toThrow(
    /1 categories need as many rows/,
  );
  expect(() => ClassificationMetrics.of({ rocCurve: { ...rocCurve, tpr: [1] } })).toThrow("fpr has 2 points, tpr 1 and threshold 2");
  const infinite = { ...rocCurve, threshold: [Number.POSITIVE_INFINITY, 0] };
  expect(() => SlicedClassificationMetrics.of({ a: { rocCurve: infinite } })).toThrow('["a"].rocCurve.threshold[0]: Infinity');
});
