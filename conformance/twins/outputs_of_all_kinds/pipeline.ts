import {
  Artifact,
  ClassificationMetrics,
  component,
  Dataset,
  HTML,
  type Int,
  Markdown,
  Metrics,
  Model,
  pipeline,
  SlicedClassificationMetrics,
} from "@typeline/dsl";

interface Settings {
  flag?: boolean;
  ratio?: number;
  count?: Int;
  names?: string[];
  limits?: Record<string, number>;
}

const confusionMatrix = {
  categories: ["no", "yes"],
  matrix: [
    [1, 0],
    [0, 1],
  ],
};

const everything = component(async ({ flag = true, ratio = 0.5, count = 2, names = ["a"], limits = { low: 0.1 } }: Settings) => ({
  artifact: Artifact.text("anything"),
  dataset: Dataset.json(names),
  model: Model.json(limits),
  metrics: Metrics.of({ ratio }),
  curve: ClassificationMetrics.of({ confusionMatrix }),
  slices: SlicedClassificationMetrics.of({ all: { confusionMatrix } }),
  page: HTML.of("<p>Done.</p>"),
  text: Markdown.of("Done."),
  done: flag,
  share: ratio,
  total: count,
  note: names.join(" "),
  found: names,
  sizes: limits,
}));

interface Inputs {
  flag?: boolean;
  ratio?: number;
  names?: string[];
}

export const outputsOfAllKinds = pipeline(({ flag = false, ratio = 0.25, names = ["x", "y"] }: Inputs) => {
  const made = everything({ flag, ratio, names, limits: { low: 1, high: 2 } });
  const { done, share, total, note, found, sizes, dataset, page } = made;
  return { done, share, total, note, found, sizes, dataset, page };
});
