import { expect, test } from "vitest";
import { accuracyOf } from "./evaluation.ts";
import { SPECIES } from "./iris.ts";
import { evaluate, load, pickBest, split, trainBayes, trainKnn, writeReport } from "./pipeline.ts";

const parts = async (seed: number) => split.run({ data: await load.run(), seed });

test("the data are 150 irises, 50 of each species, with four measurements", async () => {
  const rows = await (await load.run()).json();
  expect(SPECIES.map((species) => rows.filter((row) => row.species === species).length)).toEqual([50, 50, 50]);
  expect(rows.every(({ features }) => features.length === 4 && features.every((length) => length > 0))).toBe(true);
});

test("the split loses no row, keeps 45 for the test, and mixes the species", async () => {
  const { train, validation, test } = await parts(7);
  const [fit, choose, unseen] = [await train.json(), await validation.json(), await test.json()];
  expect([fit.length, choose.length, unseen.length]).toEqual([75, 30, 45]);
  const all = await (await load.run()).json();
  const sorted = (rows: typeof all) => rows.map((row) => JSON.stringify(row)).sort();
  expect(sorted([...fit, ...choose, ...unseen])).toEqual(sorted(all));
  expect(new Set(unseen.map(({ species }) => species)).size).toBe(3);
});

test("the same seed gives the same split and the same model, another seed gives others", async () => {
  const fitted = async (seed: number) => {
    const data = await parts(seed);
    return [await data.train.text(), await (await trainBayes.run(data)).model.text()] as const;
  };
  const [once, again, other] = [await fitted(1), await fitted(1), await fitted(2)];
  expect(again).toEqual(once);
  expect(other[0]).not.toBe(once[0]);
  expect(other[1]).not.toBe(once[1]);
});

test.each([
  ["naive Bayes", async (data: Awaited<ReturnType<typeof parts>>) => (await trainBayes.run(data)).model],
  ["k nearest neighbours", async (data: Awaited<ReturnType<typeof parts>>) => (await trainKnn.run(data)).model],
])("%s names at least nine of ten unseen irises", async (_, train) => {
  const data = await parts(1936);
  const { accuracy, metrics, confusion } = await evaluate.run({ model: await train(data), test: data.test });
  expect(accuracy).toBeGreaterThan(0.9);
  expect(metrics.metadata).toEqual({ accuracy, rows: 45 });
  const { annotationSpecs, rows } = confusion.metadata.confusionMatrix;
  expect(annotationSpecs.map(({ displayName }: { displayName: string }) => displayName)).toEqual([...SPECIES]);
  const counts: number[][] = rows.map(({ row }: { row: number[] }) => row);
  expect(counts.flat().reduce((sum, count) => sum + count)).toBe(45);
  expect(counts.reduce((sum, row, index) => sum + row[index]!, 0) / 45).toBeCloseTo(accuracy);
});

test("the better model wins, and its artifact is handed on", async () => {
  const data = await parts(1936);
  const [bayes, knn] = [await trainBayes.run(data), await trainKnn.run(data)];
  expect(knn.accuracy).toBeGreaterThan(bayes.accuracy);
  const best = await pickBest.run({ candidates: [bayes.model, knn.model] });
  expect(best.kind).toBe("nearest neighbours");
  expect(await best.model.json()).toEqual(await knn.model.json());
});

test("nothing is measured on no rows", () => {
  expect(() => accuracyOf([], [])).toThrow("there are no rows to measure accuracy on");
});

test("the report is a table of percentages", async () => {
  const report = await writeReport.run({ title: "Irises", validation: { "naive Bayes": 0.9556, knn: 1 } });
  expect(await report.text()).toBe("# Irises\n\n| model | validation accuracy |\n|---|---|\n| naive Bayes | 95.6 % |\n| knn | 100 % |\n");
});
