import { ClassificationMetrics, component, Dataset, type Int, Markdown, Metrics, Model, pipeline } from "@typeline/dsl";
import { fitBayes, predictBayes } from "./bayes.ts";
import { type Classifier, predict } from "./classifiers.ts";
import { irises } from "./data.ts";
import { accuracyOf, confusionMatrix, percent } from "./evaluation.ts";
import { type Iris, SPECIES } from "./iris.ts";
import { fitKnn, predictKnn } from "./knn.ts";
import { shuffle } from "./shuffle.ts";

/** Loads Fisher's 150 irises. */
export const load = component(() => Dataset.json(irises(), { source: "Fisher, 1936" }));

interface SplitInputs {
  data: Dataset<Iris[]>;
  /** The same seed gives the same split. */
  seed: Int;
}

/** Splits the irises at random: rows to fit on, rows to choose a model by, and rows that only the final report sees. */
export const split = component(async ({ data, seed }: SplitInputs) => {
  const rows = shuffle(await data.json(), seed);
  const [fit, choose] = [Math.round(rows.length * 0.5), Math.round(rows.length * 0.7)];
  return {
    train: Dataset.json(rows.slice(0, fit)),
    validation: Dataset.json(rows.slice(fit, choose)),
    test: Dataset.json(rows.slice(choose)),
  };
});

interface TrainingInputs {
  train: Dataset<Iris[]>;
  /** Rows that the model is compared with others on. */
  validation: Dataset<Iris[]>;
}

interface BayesInputs extends TrainingInputs {
  /** Added to the variance of each feature, in square centimetres. */
  smoothing?: number;
}

/** Fits a Gaussian naive Bayes classifier. */
export const trainBayes = component(async ({ train, validation, smoothing = 0.001 }: BayesInputs) => {
  const bayes = fitBayes(await train.json(), { smoothing });
  const rows = await validation.json();
  const accuracy = accuracyOf(rows, predictBayes(bayes, rows));
  return { model: Model.json(bayes, { kind: "naive Bayes", accuracy }), accuracy };
});

interface KnnInputs extends TrainingInputs {
  /** How many of the nearest rows vote. */
  neighbours?: Int;
}

/** Remembers the rows, and lets the nearest ones vote. */
export const trainKnn = component(
  async ({ train, validation, neighbours = 5 }: KnnInputs) => {
    const knn = fitKnn(await train.json(), { neighbours });
    const rows = await validation.json();
    const accuracy = accuracyOf(rows, predictKnn(knn, rows));
    return { model: Model.json(knn, { kind: "nearest neighbours", accuracy }), accuracy };
  },
  { cpu: 1, memory: "512Mi" },
);

/** Picks the model that was right most often on the validation rows. Its artifact is passed on as it is: nothing is copied. */
export const pickBest = component(({ candidates }: { candidates: Model<Classifier>[] }) => {
  const model = candidates.reduce((best, next) => (next.metadata.accuracy > best.metadata.accuracy ? next : best));
  return { model, kind: String(model.metadata.kind) };
});

/** Measures a model on rows that it has never seen. */
export const evaluate = component(async ({ model, test }: { model: Model<Classifier>; test: Dataset<Iris[]> }) => {
  const rows = await test.json();
  const predicted = predict(await model.json(), rows);
  const accuracy = accuracyOf(rows, predicted);
  return {
    accuracy,
    metrics: Metrics.of({ accuracy, rows: rows.length }),
    confusion: ClassificationMetrics.of({ confusionMatrix: { categories: SPECIES, matrix: confusionMatrix(rows, predicted) } }),
  };
});

interface ReportInputs {
  title: string;
  /** Accuracy on the validation rows, by kind of model. */
  validation: Record<string, number>;
}

/** Writes a page for people. */
export const writeReport = component(({ title, validation }: ReportInputs) => {
  const rows = Object.entries(validation).map(([kind, accuracy]) => `| ${kind} | ${percent(accuracy)} |`);
  return Markdown.of([`# ${title}`, "", "| model | validation accuracy |", "|---|---|", ...rows, ""].join("\n"));
});

interface ContestInputs extends TrainingInputs {
  smoothing: number;
  neighbours: Int;
}

/** Trains both kinds of model side by side, and keeps the better one. */
const contest = pipeline(({ train, validation, smoothing, neighbours }: ContestInputs) => {
  const bayes = trainBayes({ train, validation, smoothing });
  const knn = trainKnn({ train, validation, neighbours });
  const best = pickBest({ candidates: [bayes.model, knn.model] });
  return { model: best.model, kind: best.kind, bayes: bayes.accuracy, knn: knn.accuracy };
});

interface IrisInputs {
  /** Decides which irises are trained on. The same seed gives the same models, bit for bit. */
  seed?: Int;
  /** Added to the variance of each feature by naive Bayes, in square centimetres. */
  smoothing?: number;
  /** How many of the nearest rows vote. */
  neighbours?: Int;
}

/** Trains two kinds of classifier on Fisher's irises and reports on the better one. */
export const iris = pipeline(({ seed = 1936, smoothing = 0.001, neighbours = 5 }: IrisInputs) => {
  const { train, validation, test } = split({ data: load(), seed });
  const winner = contest({ train, validation, smoothing, neighbours });
  const { accuracy, metrics, confusion } = evaluate({ model: winner.model, test });
  const report = writeReport({
    title: `${winner.kind}: right about ${percent(accuracy)} of unseen irises`,
    validation: { "naive Bayes": winner.bayes, "nearest neighbours": winner.knn },
  });
  return { model: winner.model, accuracy, metrics, confusion, report };
});
